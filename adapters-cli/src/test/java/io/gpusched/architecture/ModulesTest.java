package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.CompositeArchRule.of;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.Targets.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.gpusched.architecture.violation.adapters.executor.KnowsTheCommandLine;
import io.gpusched.architecture.violation.adapters.gpusim.BorrowsFromVirtualTime;
import io.gpusched.architecture.violation.application.device.ChoosesItsClock;
import io.gpusched.architecture.violation.application.insight.KnowsTheWorkload;
import io.gpusched.architecture.violation.application.rules.history.AsksTheDevice;
import io.gpusched.architecture.violation.application.workload.KnowsTheInsight;
import io.gpusched.architecture.violation.cli.command.ReachesPastTheWiring;
import io.gpusched.architecture.violation.cli.experiment.NamesTheSimulator;
import io.gpusched.architecture.violation.common.BelongsNowhere;
import io.gpusched.architecture.violation.domain.fence.KnowsTheScheduler;
import io.gpusched.architecture.violation.domain.order.KnowsFences;
import io.gpusched.architecture.violation.domain.sched.AsksForADate;
import io.gpusched.architecture.violation.domain.sched.AsksForTheTime;
import io.gpusched.architecture.violation.domain.sched.StartsAThread;
import io.gpusched.architecture.violation.files.trace.DrawsWhatItReads;
import io.gpusched.architecture.violation.views.text.AsksTheConsole;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module and which package may know which. */
class ModulesTest {
    private static final DescribedPredicate<JavaClass> JAVA_WITHOUT_TIME_AND_THREADS = resideInAnyPackage(
                    "java.lang", "java.util", "java.util.function", "org.jspecify.annotations")
            .and(not(named("java\\.lang\\.(Inheritable)?(Thread|Process|Runtime|ScopedValue).*")))
            .and(not(named("java\\.util\\.(Timer|Date|Calendar|GregorianCalendar|TimeZone|Random|UUID).*")))
            .as("what java.lang and java.util have besides time and threads");

    private static Stream<Arguments> modules() {
        Root root = Root.CODE;
        return Stream.of(
                arguments("domain", root.in("domain"), 40),
                arguments("application", root.in("application"), 60),
                arguments("adapters-executor", root.executor(), 5),
                arguments("adapters-gpu-sim", root.in("adapters.gpusim"), 4),
                arguments("adapters-cli", root.commandLine(), 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void every_module_was_read(String module, DescribedPredicate<JavaClass> classes, int atLeast) {
        JavaClasses found = Codebase.CODE.that(classes);

        assertThat(found).as(module).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void every_module_is_one_place_on_the_class_path(String module, DescribedPredicate<JavaClass> classes) {
        JavaClasses others = Codebase.CODE.that(not(classes));

        List<URI> places = Codebase.CODE.that(classes).stream()
                .map(ModulesTest::place)
                .distinct()
                .toList();

        assertThat(places).as(module).hasSize(1);
        assertThat(others).extracting(ModulesTest::place).doesNotContainAnyElementsOf(places);
    }

    @Test
    void dependencies_point_inwards_and_every_class_belongs_to_a_module() {
        rule(root -> layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .layer("domain")
                        .definedBy(root.in("domain"))
                        .layer("application")
                        .definedBy(root.in("application"))
                        .layer("executor")
                        .definedBy(root.executor())
                        .layer("gpu-sim")
                        .definedBy(root.in("adapters.gpusim"))
                        .layer("cli")
                        .definedBy(root.commandLine())
                        .whereLayer("application")
                        .mayOnlyBeAccessedByLayers("executor", "gpu-sim", "cli")
                        .whereLayer("executor")
                        .mayOnlyBeAccessedByLayers("cli")
                        .whereLayer("gpu-sim")
                        .mayOnlyBeAccessedByLayers("cli")
                        .whereLayer("cli")
                        .mayNotBeAccessedByAnyLayer()
                        .ensureAllClassesAreContainedInArchitecture()
                        .because(
                                "the scheduler must not know who drives it, or it could not run unchanged in virtual time"))
                .isBrokenBy(
                        AsksForTheTime.class,
                        ChoosesItsClock.class,
                        BorrowsFromVirtualTime.class,
                        KnowsTheCommandLine.class,
                        BelongsNowhere.class)
                .holds();
    }

    @Test
    void the_domain_knows_nothing_but_itself_and_the_timeless_part_of_java() {
        rule(root -> classes()
                        .that(root.in("domain"))
                        .should()
                        .onlyDependOnClassesThat(root.in("domain").or(JAVA_WITHOUT_TIME_AND_THREADS))
                        .because("what is given as an argument can be repeated, and what is asked for cannot"))
                .isBrokenBy(AsksForTheTime.class, StartsAThread.class, AsksForADate.class)
                .holds();
    }

    @Test
    void fences_and_order_know_neither_each_other_nor_the_scheduler() {
        rule(root -> of(leaf(root, "domain.fence"))
                        .and(leaf(root, "domain.order"))
                        .because("they make sense alone, and can be read and tested alone"))
                .isBrokenBy(KnowsTheScheduler.class, KnowsFences.class)
                .holds();
    }

    @Test
    void packages_have_no_cycles() {
        rule(root -> slices().matching(root.name() + ".(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("packages in a cycle are one package with a line drawn through it"))
                .isBrokenBy(KnowsTheWorkload.class, KnowsTheInsight.class)
                .holds();
    }

    @Test
    void in_the_command_line_only_wiring_and_experiments_know_adapters_that_run_something() {
        DescribedPredicate<JavaClass> values =
                DescribedPredicate.describe("values", type -> type.isRecord() || type.isEnum());
        rule(root -> noClasses()
                        .that(root.commandLine().and(not(root.in("cli.wiring", "cli.experiment"))))
                        .should()
                        .dependOnClassesThat(root.in("adapters")
                                .and(not(root.in("adapters.explore").and(values)))
                                .as("in adapters, besides the values of the explorer"))
                        .because(
                                "commands must not care whether a run is live or in virtual time; but what they ask of an"
                                        + " exploration, and what it answers, are values, and copies of them would be written"
                                        + " three times and could differ"))
                .isBrokenBy(ReachesPastTheWiring.class)
                .holds();
    }

    @Test
    void only_the_wiring_names_a_backend() {
        rule(root -> noClasses()
                        .that(root.commandLine().and(not(root.in("cli.wiring"))))
                        .should()
                        .dependOnClassesThat(root.in("adapters.gpusim").and(not(root.in("adapters.gpusim.faults"))))
                        .because(
                                "a workload runs on the backends that it names; only a campaign of faults brings its own"))
                .isBrokenBy(NamesTheSimulator.class)
                .holds();
    }

    @Test
    void rules_over_histories_know_events_only() {
        rule(root -> classes()
                        .that(root.in("application.rules.history"))
                        .should()
                        .onlyDependOnClassesThat(root.in(
                                        "application.rules.history",
                                        "application.rules.violation",
                                        "application.event",
                                        "domain.time")
                                .or(root.named("application.port.Verdict"))
                                .or(root.named("application.port.Verdict.*"))
                                .or(resideInAnyPackage("java..", "org.jspecify..")))
                        .because("a recorded history must be judged the same whoever recorded it: by its events, their"
                                + " verdicts and nothing else"))
                .isBrokenBy(AsksTheDevice.class)
                .holds();
    }

    @Test
    void files_and_views_know_no_terminal_and_no_command() {
        rule(root -> of(noClasses()
                                .that(root.in("files", "views"))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("picocli..", "org.jline..")
                                        .or(root.in("cli.command", "cli.terminal", "cli.top", "cli.wiring"))))
                        .and(noClasses().that(root.in("files")).should().dependOnClassesThat(root.in("views", "cli")))
                        .because("a program may read a trace or draw a run without a command line"))
                .isBrokenBy(AsksTheConsole.class, DrawsWhatItReads.class)
                .holds();
    }

    private static ArchRule leaf(Root root, String packageName) {
        DescribedPredicate<JavaClass> rest = resideInAnyPackage(root.name() + "..")
                .and(not(root.in(packageName)))
                .as("the rest of the code");
        return noClasses().that(root.in(packageName)).should().dependOnClassesThat(rest);
    }

    private static URI place(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().toString();
        return URI.create(file.substring(0, file.indexOf("/io/gpusched/")));
    }
}
