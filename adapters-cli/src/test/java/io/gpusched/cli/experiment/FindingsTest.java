package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.replay.FindingShrinker;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.views.text.JUnitSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.ReflectionSupport;

/** A finding is made short in every way, fits into a token, is repeated from it, and becomes a test that compiles. */
final class FindingsTest {
    private static final Guarantees OVERLAPPING = new Guarantees(Queues.CONCURRENT, Lateness.WORK);

    /** Two jobs in flight at once are all that is needed. */
    private static final String NEEDLESS = """
            policy fifo
            scheduler 0 credits=3 timeout_us=500 hang_limit=0 on_timeout=reset score=own
            scheduler 1 credits=3 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=high schedulers=0
            entity 2 priority=low schedulers=1
            fence x0
            at 0 push job=0 entity=0 credits=1 duration_us=10
            at 0 push job=1 entity=0 credits=2 duration_us=10 hw_error=5
            at 1 push job=2 entity=1 credits=1 duration_us=20 hangs=1
            at 2 push job=3 entity=2 credits=1 duration_us=10 deps=x0
            at 3 signal fence=x0 error=0
            at 4 stop scheduler=1
            at 5 start scheduler=1
            at 6 push job=4 entity=1 credits=1 duration_us=10
            at 7 push job=5 entity=2 credits=1 duration_us=10
            at 90 close entity=2
            """;

    @TempDir
    private Path folder;

    private static Workload needless() {
        return read(NEEDLESS.lines().toList());
    }

    private static Workload read(List<String> lines) {
        return CaseReader.read("test.case", lines)
                .getOrElseThrow(() -> new AssertionError("not a case: " + String.join("\n", lines)));
    }

    /** Too many jobs for a token. */
    private static Workload large() {
        List<String> lines = new ArrayList<>(NEEDLESS.lines().limit(6).toList());
        for (int job = 0; job < 60; job++) {
            lines.add("at " + job * 3 + " push job=" + job + " entity=" + job % 2 + " credits=1 duration_us="
                    + (10 + job * 7 % 23));
        }
        return read(lines);
    }

    private static Finding found(Workload workload) {
        Scenario scenario = WorkloadExploration.scenario(workload);
        Finding found = new Explorer(
                        scenario, OVERLAPPING, SearchSettings.random(4), Limits.ofSchedules(2_000), () -> 0)
                .explore()
                .finding();
        assertThat(found).isNotNull();
        return found;
    }

    private static ReplayToken token(Workload workload, Finding finding) {
        return ReplayToken.of(NearestCase.text(workload).orElseThrow(), OVERLAPPING, finding);
    }

    private static long notFirst(Finding finding) {
        return finding.choices().stream().filter(each -> each != 0).count();
    }

    @Test
    void jobs_faults_and_choices_that_are_not_needed_are_left_out() {
        Finding found = found(needless());

        FindingShrinker.Shrunk shrunk = new FindingShrinker(OVERLAPPING, Limits.USUAL_STEPS)
                .shrink(needless(), each -> WorkloadExploration.scenario(each), found);

        List<Step> steps =
                shrunk.workload().steps().stream().map(TimedStep::step).toList();
        assertThat(steps).hasSizeBetween(1, 2).allMatch(Step.Push.class::isInstance);
        assertThat(steps).allSatisfy(step -> {
            Step.Push push = (Step.Push) step;
            assertThat(push.work().hangs()).isZero();
            assertThat(push.work().hardwareError()).isNull();
            assertThat(push.dependencies()).isEmpty();
        });
        assertThat(shrunk.finding().violation().rule())
                .isEqualTo(found.violation().rule());
        assertThat(notFirst(shrunk.finding()))
                .isLessThanOrEqualTo(notFirst(found))
                .isLessThanOrEqualTo(3);
        assertThat(shrunk.finding().steps()).hasSizeLessThan(found.steps().size());
    }

    @Test
    void a_workload_that_does_not_fit_is_given_as_a_file_and_must_be_the_same() {
        Workload large = large();
        Finding found = found(large);
        String token = token(large, found).text();

        Repetition repeated =
                Repetition.of(token, file(large), Inside.PROVIDERS).get();

        assertThat(token).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.rule()).contains(found.violation().rule().id());
        assertThat(Repetition.of(token, file(throughAFile(large)), Inside.PROVIDERS)
                        .get()
                        .same())
                .isTrue();
        assertThat(Repetition.of(token, Optional.empty(), Inside.PROVIDERS).getLeft())
                .contains("give its file after the token");
        assertThat(Repetition.of(token, file(needless()), Inside.PROVIDERS).getLeft())
                .contains("about another workload");
    }

    /** The same, with more choices than a token holds: those after the breach of the rule are never made. */
    private static Finding endless(Finding found) {
        List<Integer> choices = new ArrayList<>(found.choices());
        choices.addAll(new Random(1).ints(400, 1, 9).boxed().toList());
        return new Finding(found.violation(), found.thrown(), choices, found.steps());
    }

    @Test
    void choices_that_do_not_fit_either_are_in_the_file() throws Exception {
        Workload large = large();
        Finding found = endless(found(large));
        ReplayToken token = token(large, found);
        List<String> file = new ReplayFile(large, Optional.of(token.choicesText())).lines();
        Optional<ReplayFile> read = Optional.of(ReplayFile.of(read(file), file));

        Repetition repeated =
                Repetition.of(token.text(), read, Inside.PROVIDERS).get();
        Method test = compiled(token.text(), read);

        assertThat(token.text()).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.rule()).contains(found.violation().rule().id());
        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class);
        assertThat(Repetition.of(token.text(), file(large), Inside.PROVIDERS).getLeft())
                .contains("'# choices '");
        assertThat(Repetition.of(token.text(), Optional.of(new ReplayFile(large, Optional.of("0:1"))), Inside.PROVIDERS)
                        .getLeft())
                .contains("about another workload");
        assertThat(Repetition.of(token.text(), Optional.of(new ReplayFile(large, Optional.of("AAB"))), Inside.PROVIDERS)
                        .getLeft())
                .contains("damaged");
    }

    @Test
    void a_workload_that_no_case_expresses_is_shrunk_to_one_that_a_case_does() {
        Workload odd = inNanosOnOverlappingRings();

        ReplayableFinding found = ReplayableFinding.of(odd, OVERLAPPING, found(odd));

        assertThat(found.file()).isEmpty();
        Repetition repeated =
                Repetition.of(found.token(), Optional.empty(), Inside.PROVIDERS).get();
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.history()).isEqualTo(found.finding().lines());
    }

    private static Workload inNanosOnOverlappingRings() {
        Workload plain = needless();
        List<Workload.SchedulerLine> rings = plain.schedulers().stream()
                .map(each -> new Workload.SchedulerLine(
                        "odd " + each.name(),
                        each.credits(),
                        each.timeoutNanos(),
                        each.hangLimit(),
                        each.onTimeout(),
                        each.scoreOf(),
                        RingKind.OVERLAPPING,
                        null))
                .toList();
        List<TimedStep> steps = plain.steps().stream()
                .map(each -> new TimedStep(each.atNanos() + 7, each.step()))
                .toList();
        return new Workload(plain.policy(), rings, plain.entities(), plain.fences(), steps, plain.untilNanos());
    }

    @Test
    void where_a_case_will_not_do_the_token_goes_with_the_file_that_was_explored() {
        Workload single = new Workload(
                new SingleEntity(),
                needless().schedulers().subList(0, 1),
                needless().entities().subList(0, 1),
                List.of(),
                needless().steps().subList(0, 2),
                Nanos.NEVER);

        ReplayableFinding found = ReplayableFinding.of(single, OVERLAPPING, found(single));

        assertThat(found.file()).contains(new ReplayFile(single, Optional.empty()));
        assertThat(found.file().orElseThrow().lines()).isEmpty();
        Repetition repeated =
                Repetition.of(found.token(), found.file(), Inside.PROVIDERS).get();
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.rule()).contains(found.finding().violation().rule().id());
        assertThat(JUnitSource.lines(found.token(), repeated)).isEmpty();
        assertThat(Repetition.of(found.token(), file(needless()), Inside.PROVIDERS)
                        .getLeft())
                .contains("about another workload");
    }

    private static Optional<ReplayFile> file(Workload workload) {
        return Optional.of(new ReplayFile(workload, Optional.empty()));
    }

    private static Workload throughAFile(Workload workload) {
        return read(CaseWriter.write(workload));
    }

    @Test
    void the_test_that_is_printed_compiles_and_fails_while_the_trouble_lasts() throws Exception {
        Workload workload = read(NEEDLESS.lines().limit(9).toList());
        String token = token(workload, found(workload)).text();

        Method test = compiled(token, Optional.empty());

        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class).hasMessageContaining("one at a time");
    }

    @Test
    void and_passes_where_there_is_none() throws Exception {
        ReplayToken kept = new ReplayToken(
                new ReplayToken.Subject.Case(NearestCase.text(needless()).orElseThrow()),
                Guarantees.KEPT,
                List.of(),
                0);

        Method test = compiled(kept.text(), Optional.empty());

        assertThatCode(() -> run(test)).doesNotThrowAnyException();
    }

    @Test
    void with_a_workload_that_does_not_fit_it_holds_the_case() throws Exception {
        Workload large = large();
        String token = token(large, found(large)).text();

        Method test = compiled(token, file(large));

        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class);
    }

    private static void run(Method test) {
        ReflectionSupport.invokeMethod(test, ReflectionSupport.newInstance(test.getDeclaringClass()));
    }

    /** Compiles the printed test; returns its method. */
    private Method compiled(String token, Optional<ReplayFile> file) throws IOException, ReflectiveOperationException {
        List<String> lines = JUnitSource.lines(
                        token, Repetition.of(token, file, Inside.PROVIDERS).get())
                .orElseThrow();
        Path source = folder.resolve("ExploredOrderTest.java");
        Files.write(source, lines);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        System.err,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(code).as(String.join("\n", lines)).isZero();
        URL[] here = {URI.create(folder.toUri() + "").toURL()};
        try (URLClassLoader loader = new URLClassLoader(here, getClass().getClassLoader())) {
            for (Method each : loader.loadClass("ExploredOrderTest").getDeclaredMethods()) {
                if (each.isAnnotationPresent(Test.class)) {
                    return each;
                }
            }
        }
        throw new AssertionError("no test in\n" + String.join("\n", lines));
    }
}
