package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ANONYMOUS_CLASSES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ENUMS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.RECORDS;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.Shapes.functional;
import static io.gpusched.architecture.Shapes.implementedTwice;
import static io.gpusched.architecture.Shapes.sealed;
import static io.gpusched.architecture.Targets.member;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.gpusched.architecture.violation.application.device.KeepsItsOwnTime;
import io.gpusched.architecture.violation.application.port.OneWayOnly;
import io.gpusched.architecture.violation.application.port.ThinksForItself;
import io.gpusched.architecture.violation.application.workload.SignalsByItself;
import io.gpusched.architecture.violation.cli.command.ReadsTheClock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a port is, who implements it, and who calls it. */
class PortsTest {
    /** What a writer offers to its steps. */
    private static final String ON_THE_WRITER = "(WorkQueue|OrderedWorkQueue|Timers|Timer|Clock|Work)";

    /** What the outside does for the application. */
    private static final String DRIVEN = "(Writer|WorkQueue|OrderedWorkQueue|Timers|Timer|Clock|Mailbox|Hardware)";

    /** Interfaces with one implementation, and why they are worth it. */
    private static final Map<String, String> ARGUED = Map.of(
            "domain.order.Candidate", "keeps the policies from knowing the job, and shows them less than hardware sees",
            "domain.sched.HardwareFence", "all that the domain may know of a run on the hardware");

    @Test
    void a_port_is_an_interface_a_value_or_the_work_item() {
        rule(root -> classes()
                        .that(root.in("application.port").and(not(ANONYMOUS_CLASSES)))
                        .should(be(INTERFACES
                                .or(RECORDS)
                                .or(ENUMS)
                                .or(root.named("application.port.Work"))
                                .or(root.named("application.port.FunctionHardware"))))
                        .because(
                                "a port that decides something is no port; one that any function fits may bring the fitting"))
                .isBrokenBy(ThinksForItself.class)
                .holds();
    }

    @Test
    void adapters_implement_what_the_application_needs_done() {
        rule(root -> classes()
                        .that(root.implement("application\\.(port\\." + DRIVEN + "|workload\\.Backend)"))
                        .should(be(root.in("adapters")
                                .or(root.named("application.port.FunctionHardware"))
                                .or(root.named("application.port.ForwardingHardware"))
                                .or(root.named("application.port.ForwardingWriter"))
                                .or(root.named("application.recovery.DomainRing"))
                                .or(root.named("application.recovery.PlannedHardware"))
                                .or(root.named("application.shared.RingHardware"))
                                .or(root.named("application.workload.RingBackends"))
                                .or(root.named("application.rules.ReportingHardware"))
                                .or(root.named("cli.experiment.CheckedRun$WatchedBackend"))))
                        .because("a queue, clock or hardware inside would be a second one beside the writer's;"
                                + " those hand everything on, to a function and to other hardware"))
                .isBrokenBy(KeepsItsOwnTime.class)
                .holds();
    }

    @Test
    void the_command_line_calls_nothing_that_is_for_the_writer_only() {
        rule(root -> noClasses()
                        .that(root.commandLine())
                        .should()
                        .accessTargetWhere(member(root.type("application\\.port\\." + ON_THE_WRITER + "\\..*")))
                        .because("others reach the writer through the mailbox and the device"))
                .isBrokenBy(ReadsTheClock.class)
                .holds();
    }

    @Test
    void a_fence_is_signalled_by_fences_the_scheduler_and_its_work_items() {
        rule(root -> noClasses()
                        .that(not(root.in("domain.fence", "domain.sched", "application.scheduling")))
                        .should()
                        .accessTargetWhere(member(root.type("domain\\.fence\\.Fence\\.signal")))
                        .because("whoever signals must tell the tracepoints first, and on the writer"))
                .isBrokenBy(SignalsByItself.class)
                .holds();
    }

    @Test
    void a_public_interface_is_sealed_a_callback_or_implemented_twice() {
        rule(root -> classes()
                        .that(root.in("domain", "application").and(INTERFACES).and(Shapes.PUBLIC))
                        .should(be(
                                sealed().or(functional()).or(implementedTwice()).or(argued(root))))
                        .because("an interface with one implementation is a second name for a class"))
                .isBrokenBy(OneWayOnly.class)
                .holds();
    }

    @Test
    void no_interface_is_excused_that_needs_no_excuse() {
        Stream<JavaClass> excused =
                ARGUED.keySet().stream().map(Root.CODE::type).map(Codebase.CODE::get);

        assertThat(excused)
                .filteredOn(sealed().or(functional()).or(implementedTwice()))
                .isEmpty();
    }

    private static DescribedPredicate<JavaClass> argued(Root root) {
        return describe(
                "excused", type -> ARGUED.keySet().stream().map(root::type).anyMatch(type.getName()::equals));
    }
}
