package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.CompositeArchRule.of;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.gpusched.architecture.Bytecode.notBranchIf;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.Shapes.shareTheirPackageWithAnother;
import static io.gpusched.architecture.Targets.member;
import static io.gpusched.architecture.Targets.memberWithFewerParametersThan;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dagger.Component;
import dagger.Module;
import io.gpusched.architecture.violation.adapters.gpusim.OneModule;
import io.gpusched.architecture.violation.adapters.gpusim.OneModuleTooMany;
import io.gpusched.architecture.violation.adapters.virtualtime.DecidingModule;
import io.gpusched.architecture.violation.adapters.virtualtime.SnapshotsInVavr;
import io.gpusched.architecture.violation.application.device.PlugsItselfTogether;
import io.gpusched.architecture.violation.application.scheduling.WrapsEachJob;
import io.gpusched.architecture.violation.cli.casefile.ComplainsAloud;
import io.gpusched.architecture.violation.cli.command.ComponentOfACommand;
import io.gpusched.architecture.violation.cli.command.EndsTheProgram;
import org.junit.jupiter.api.Test;

/** Where the libraries and the outside world may show. */
class EdgesTest {
    private static final DescribedPredicate<JavaClass> MODULES =
            DescribedPredicate.describe("Dagger modules", type -> type.isAnnotatedWith(Module.class));

    private static final DescribedPredicate<JavaAccess<?>> THE_PROCESS = member(
                    "java\\.lang\\.System\\.(in|out|err|exit|console)"
                            + "|java\\.io\\.FileDescriptor\\.(in|out|err)"
                            + "|java\\.lang\\.Runtime\\.(exit|halt)|java\\.lang\\.IO\\..*")
            .or(memberWithFewerParametersThan(1, ".*\\.printStackTrace"))
            .as("it is a stream of the process, or its end");

    @Test
    void programs_are_put_together_in_the_wiring() {
        rule(root -> noClasses()
                        .that(not(root.in("cli.wiring")))
                        .should(be(annotatedWith(Component.class)))
                        .because("one place must show what a run consists of"))
                .isBrokenBy(ComponentOfACommand.class)
                .holds();
    }

    @Test
    void only_adapters_and_the_wiring_know_of_injection() {
        rule(root -> noClasses()
                        .that(not(root.in("adapters", "cli.wiring")))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("dagger..", "javax.inject..", "jakarta.inject.."))
                        .because("the scheduler is made with new, by anybody"))
                .isBrokenBy(PlugsItselfTogether.class, ComponentOfACommand.class)
                .holds();
    }

    @Test
    void an_adapter_package_offers_one_module_that_only_constructs() {
        rule(root -> of(noClasses().that(root.in("adapters")).should(shareTheirPackageWithAnother(MODULES)))
                        .and(classes().that(root.in("adapters")).should(notBranchIf(MODULES)))
                        .because("a decision made in a module is one that no test of the adapter sees"))
                .isBrokenBy(OneModule.class, OneModuleTooMany.class, DecidingModule.class)
                .holds();
    }

    @Test
    void vavr_stays_at_the_face_of_the_device_with_its_callers_and_in_the_command_line() {
        rule(root -> noClasses()
                        .that(not(root.in(
                                "application.device",
                                "application.shared",
                                "application.recording",
                                "application.workload",
                                "adapters.flightrecorder",
                                "adapters.tck",
                                "adapters.explore.liveness",
                                "adapters.micrometer",
                                "adapters.opentelemetry",
                                "cli",
                                "files",
                                "views")))
                        .should()
                        .dependOnClassesThat(resideInAPackage("io.vavr.."))
                        .because(
                                "between submit and free a wrapper costs an allocation, and a sealed type is checked by switch;"
                                        + " the flight recorder and the adapters for metrics read snapshots, as callers do; the kit and the clients of liveness submit, as callers do"))
                .isBrokenBy(WrapsEachJob.class, SnapshotsInVavr.class)
                .holds();
    }

    @Test
    void only_the_main_class_prints_and_exits() {
        rule(root -> noClasses()
                        .that(not(root.named("cli.Main")))
                        .should()
                        .accessTargetWhere(THE_PROCESS)
                        .because(
                                "a command that writes to what it is given can be tested, and used by another program"))
                .isBrokenBy(ComplainsAloud.class, EndsTheProgram.class)
                .holds();
    }
}
