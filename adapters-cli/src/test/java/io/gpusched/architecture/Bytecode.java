package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.function.Predicate;

/** Conditions on single instructions, which ArchUnit does not see. */
final class Bytecode {
    private Bytecode() {}

    /** Methods enter no monitor: they have no synchronized block. */
    static ArchCondition<JavaClass> enterNoMonitor() {
        return haveNo("synchronized block", alwaysTrue(), MonitorInstruction.class::isInstance);
    }

    /** Methods of classes of some kind run straight on: they have no condition and no loop. */
    static ArchCondition<JavaClass> notBranchIf(DescribedPredicate<JavaClass> kind) {
        return haveNo(
                "branch",
                kind,
                element -> element instanceof BranchInstruction
                        || element instanceof TableSwitchInstruction
                        || element instanceof LookupSwitchInstruction);
    }

    private static ArchCondition<JavaClass> haveNo(
            String what, DescribedPredicate<? super JavaClass> kind, Predicate<CodeElement> instruction) {
        return new ArchCondition<>("have no " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!kind.test(type)) {
                    return;
                }
                for (MethodModel method : ClassFile.of().parse(bytesOf(type)).methods()) {
                    if (method.code().stream().flatMap(CodeModel::elementStream).anyMatch(instruction)) {
                        String where = type.getFullName() + "." + method.methodName() + "()";
                        events.add(SimpleConditionEvent.violated(type, where + " has a " + what));
                    }
                }
            }
        };
    }

    private static byte[] bytesOf(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the class file of " + type.getName(), failure);
        }
    }
}
