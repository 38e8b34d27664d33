package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.lang.CompositeArchRule.of;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static io.gpusched.architecture.Bytecode.enterNoMonitor;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.Targets.named;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.gpusched.architecture.violation.adapters.gpusim.GuardsItsRing;
import io.gpusched.architecture.violation.application.device.LocksTheDevice;
import io.gpusched.architecture.violation.application.device.WaitsForALock;
import io.gpusched.architecture.violation.application.insight.CountsAtomically;
import io.gpusched.architecture.violation.application.insight.PromisesAnAnswer;
import io.gpusched.architecture.violation.application.insight.SwapsAField;
import io.gpusched.architecture.violation.cli.command.WaitsOnAThread;
import io.gpusched.architecture.violation.domain.sched.PublishesAFlag;
import io.gpusched.architecture.violation.domain.sched.StartsAThread;
import org.junit.jupiter.api.Test;

/** The ordered work queue is the only lock. */
class OneWriterTest {
    private static final DescribedPredicate<JavaClass> FUTURES = named(
                    "java\\.util\\.concurrent\\.(\\w*Future|CompletionStage|TimeUnit|\\w+Exception)")
            .as("futures and what their methods take and throw");

    /** In the package of threads, but without any. Picocli's commands are such. */
    private static final DescribedPredicate<JavaClass> JUST_A_FUNCTION = named("java\\.util\\.concurrent\\.Callable");

    private static final DescribedPredicate<JavaClass> ATOMICS = named(
                    "java\\.util\\.concurrent\\.atomic\\.Atomic(Boolean|Integer|Long|Reference)|java\\.lang\\.invoke\\.VarHandle")
            .as("atomic variables, also those that are a field");

    private static final DescribedPredicate<JavaClass> THREADS_AND_LOCKS = named(
                    "(java\\.util\\.concurrent|org\\.jctools)\\..*|java\\.lang\\.(Inheritable)?(Thread|ScopedValue).*"
                            + "|java\\.util\\.Timer(Task)?")
            .and(not(FUTURES))
            .and(not(ATOMICS))
            .and(not(JUST_A_FUNCTION))
            .as("threads and locks");

    /** Run on the threads of callers and never on the writer, so they may speak of threads; none of them may lock. */
    // Those of the device; and the program that is loaded anew for a patch, whose libraries ask their thread for the
    // loader.
    private static final String FACES =
            "(application.shared.(Ring|CallRing|CallEntity|Callbacks|Entity(Executor|Task|Flow).*|SharedDevice.*|WriterWatch.*)"
                    + "|cli.command.ProgramOfAPatch)";

    @Test
    void threads_are_the_business_of_the_executor_adapters() {
        rule(root -> of(noClasses()
                                .that(not(root.executor().or(named(root.type(FACES)))))
                                .should()
                                .dependOnClassesThat(THREADS_AND_LOCKS))
                        .and(noClasses()
                                .that(not(root.executor().or(root.in("application.shared"))))
                                .should()
                                .dependOnClassesThat(ATOMICS))
                        .and(noClasses()
                                .that(not(root.executor()
                                        .or(root.in("application.shared"))
                                        .or(named(root.type("application.port.(Function)?Hardware(\\$Call)?")))))
                                .should()
                                .dependOnClassesThat(FUTURES))
                        .because(
                                "everything else runs on the one writer; only the device is also for other threads: it counts what they"
                                        + " submit, hands out futures and has the faces of the JDK, and a function that is hardware"
                                        + " answers with one"))
                .isBrokenBy(
                        StartsAThread.class,
                        CountsAtomically.class,
                        SwapsAField.class,
                        PromisesAnAnswer.class,
                        WaitsOnAThread.class,
                        WaitsForALock.class)
                .holds();
    }

    @Test
    void nothing_else_is_synchronized_or_volatile() {
        rule(root -> of(noMethods()
                                .that()
                                .areDeclaredInClassesThat(not(root.executor()))
                                .should()
                                .haveModifier(SYNCHRONIZED))
                        .and(noFields()
                                .that()
                                .areDeclaredInClassesThat(not(root.executor()))
                                .should()
                                .haveModifier(VOLATILE))
                        .because("who needs it is not on the writer, and has a bug that this would hide"))
                .isBrokenBy(LocksTheDevice.class, PublishesAFlag.class)
                .holds();
    }

    @Test
    void nothing_else_has_a_synchronized_block() {
        rule(root -> classes()
                        .that(not(root.executor()))
                        .should(enterNoMonitor())
                        .because("a block locks as much as a method does"))
                .isBrokenBy(GuardsItsRing.class)
                .holds();
    }
}
