package io.gpusched.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a static field may hold. */
final class StaticState {
    /** Types of Java and of libraries that never change; of collections, {@link #fillACollection} sees to it that only unmodifiable ones are made. */
    private static final Pattern IMMUTABLE_JAVA = Pattern.compile(
            "java\\.lang\\.(String|Boolean|Character|Byte|Short|Integer|Long|Float|Double|System\\$Logger)"
                    + "|java\\.util\\.(List|Set|Map|Sequenced\\w+|Comparator|HexFormat|Locale|regex\\.Pattern)"
                    + "|java\\.util\\.function\\..*|java\\.time\\..*|java\\.math\\..*|java\\.nio\\.charset\\.Charset"
                    + "|java\\.lang\\.invoke\\.(VarHandle|MethodHandle)"
                    + "|java\\.util\\.concurrent\\.atomic\\.Atomic\\w+FieldUpdater|io\\.vavr\\.collection\\..*"
                    + "|io\\.opentelemetry\\.api\\.common\\.AttributeKey");

    private static final List<Class<?>> COLLECTIONS = List.of(Collection.class, Map.class);

    private StaticState() {}

    static ArchCondition<JavaField> beFinalAndImmutable() {
        return new ArchCondition<>("be final and of an immutable type") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean madeByTheCompiler = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                if (!madeByTheCompiler && !(isFinal && isImmutable(field.getRawType()))) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                }
            }
        };
    }

    /** A static initializer makes a collection that can be modified. */
    static ArchCondition<JavaClass> fillACollection() {
        return new ArchCondition<>("make a modifiable collection when the class is loaded") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getStaticInitializer()
                        .ifPresent(code -> code.getConstructorCallsFromSelf().stream()
                                .filter(StaticState::makesACollection)
                                .forEach(call ->
                                        events.add(SimpleConditionEvent.satisfied(type, call.getDescription()))));
            }
        };
    }

    private static boolean makesACollection(JavaConstructorCall call) {
        return COLLECTIONS.stream().anyMatch(call.getTargetOwner()::isAssignableTo);
    }

    private static boolean isImmutable(JavaClass type) {
        return type.isPrimitive()
                || type.isEnum()
                || type.isRecord()
                || IMMUTABLE_JAVA.matcher(type.getName()).matches()
                || (type.getPackageName().startsWith(Root.CODE.name())
                        && type.getAllFields().stream().allMatch(StaticState::isStaticOrSettled));
    }

    /** A field of an object that a static field holds. It is not followed further, since types may refer to themselves. */
    private static boolean isStaticOrSettled(JavaField field) {
        boolean isOurs = field.getRawType().getPackageName().startsWith(Root.CODE.name());
        return field.getModifiers().contains(JavaModifier.STATIC)
                || (field.getModifiers().contains(JavaModifier.FINAL) && (isOurs || isImmutable(field.getRawType())));
    }
}
