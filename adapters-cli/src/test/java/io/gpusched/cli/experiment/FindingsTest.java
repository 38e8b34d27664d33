package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Shrinker;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.views.text.ReplayTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding is made short in every way, fits into a token, is repeated from it, and becomes a test that compiles. */
final class FindingsTest {
    private static final Rules OVERLAPPING = new Rules(Queues.CONCURRENT, Timing.WORK_LATE);

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
        Scenario scenario = Exploration.scenario(ReplayToken.unnamed(workload));
        Finding found = new Explorer(
                        scenario, OVERLAPPING, new Strategy.SeededRandom(4), Limits.ofSchedules(2_000), () -> 0)
                .explore()
                .finding();
        assertThat(found).isNotNull();
        return found;
    }

    private static long notFirst(Finding finding) {
        return finding.choices().stream().filter(each -> each != 0).count();
    }

    @Test
    void jobs_faults_and_choices_that_are_not_needed_are_left_out() {
        Finding found = found(needless());

        Shrinker.Shrunk shrunk = new Shrinker(OVERLAPPING, Limits.USUAL_STEPS)
                .shrink(needless(), each -> Exploration.scenario(ReplayToken.unnamed(each)), found);

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
        String token =
                ReplayToken.of(ReplayToken.unnamed(large), OVERLAPPING, found).text();

        Repetition repeated = Repetition.of(token, besides(large)).get();

        assertThat(token).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.rule()).contains(found.violation().rule().id());
        assertThat(Repetition.of(token, besides(throughAFile(large))).get().same())
                .isTrue();
        assertThat(Repetition.of(token, Optional.empty()).getLeft()).contains("give its file after the token");
        assertThat(Repetition.of(token, besides(needless())).getLeft()).contains("of another workload");
    }

    /** The same, with more choices than a token holds: those after the breach of the rule are never made. */
    private static Finding endless(Finding found) {
        List<Integer> choices = new ArrayList<>(found.choices());
        choices.addAll(Collections.nCopies(300, 1));
        return new Finding(found.violation(), found.thrown(), choices, found.steps());
    }

    @Test
    void choices_that_do_not_fit_either_are_in_the_file() throws Exception {
        Workload large = ReplayToken.unnamed(large());
        Finding found = endless(found(large));
        ReplayToken token = ReplayToken.of(large, OVERLAPPING, found);
        Exploration.Besides besides = new Exploration.Besides(large, Optional.of(token.choicesText()));
        List<String> file = ReplayFile.lines(besides);
        Optional<Exploration.Besides> read = Optional.of(ReplayFile.of(read(file), file));

        Repetition repeated = Repetition.of(token.text(), read).get();
        Method test = compiled(token.text(), read);

        assertThat(token.text()).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.rule()).contains(found.violation().rule().id());
        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class);
        assertThat(Repetition.of(token.text(), besides(large)).getLeft()).contains("'# choices '");
        assertThat(Repetition.of(token.text(), Optional.of(new Exploration.Besides(large, Optional.of("AA"))))
                        .getLeft())
                .contains("of another workload");
        assertThat(Repetition.of(token.text(), Optional.of(new Exploration.Besides(large, Optional.of("AAB"))))
                        .getLeft())
                .contains("damaged");
    }

    private static Optional<Exploration.Besides> besides(Workload workload) {
        return Optional.of(new Exploration.Besides(workload, Optional.empty()));
    }

    private static Workload throughAFile(Workload workload) {
        return read(CaseWriter.write(ReplayToken.unnamed(workload)));
    }

    @Test
    void the_test_that_is_printed_compiles_and_fails_while_the_trouble_lasts() throws Exception {
        Workload workload = ReplayToken.unnamed(read(NEEDLESS.lines().limit(9).toList()));
        String token = ReplayToken.of(workload, OVERLAPPING, found(workload)).text();

        Method test = compiled(token, Optional.empty());

        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class).hasMessageContaining("one at a time");
    }

    @Test
    void and_passes_where_there_is_none() throws Exception {
        ReplayToken kept = new ReplayToken(
                new ReplayToken.Subject.Inline(ReplayToken.unnamed(needless())), Rules.KEPT, List.of(), 0);

        Method test = compiled(kept.text(), Optional.empty());

        assertThatCode(() -> run(test)).doesNotThrowAnyException();
    }

    @Test
    void with_a_workload_that_does_not_fit_it_holds_the_case() throws Exception {
        Workload large = large();
        String token = ReplayToken.of(ReplayToken.unnamed(large), OVERLAPPING, found(large))
                .text();

        Method test = compiled(token, besides(large));

        assertThatThrownBy(() -> run(test)).isInstanceOf(AssertionError.class);
    }

    private static void run(Method test) throws Throwable {
        var constructor = test.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        try {
            test.invoke(constructor.newInstance());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Compiles the printed test; returns its method. */
    private Method compiled(String token, Optional<Exploration.Besides> besides)
            throws IOException, ReflectiveOperationException {
        List<String> lines =
                ReplayTest.lines(token, Repetition.of(token, besides).get());
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
                    each.setAccessible(true);
                    return each;
                }
            }
        }
        throw new AssertionError("no test in\n" + String.join("\n", lines));
    }
}
