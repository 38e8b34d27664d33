package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.files.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyCommandTest {
    private static final String TWO_CLIENTS = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            entity 1 priority=low schedulers=0
            fence x0
            at 0 push job=0 entity=0 credits=1 duration_us=300
            at 10 push job=1 entity=1 credits=1 duration_us=100
            at 20 push job=2 entity=0 credits=1 duration_us=200
            at 30 push job=3 entity=1 credits=1 duration_us=50 deps=x0
            at 900 signal fence=x0 error=0
            """;
    private static final Path TRACE = Path.of("..", "samples", "steamvr-desktop.trace.txt");

    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("w.case"), TWO_CLIENTS);
    }

    @Test
    void a_job_that_lost_to_a_higher_priority_is_told_so() throws IOException {
        Invocation why = Invocation.of("why", file(), 1);

        assertThat(why.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(why.out())
                .containsExactly(
                        "job 1 of entity 1 on ring0: queued at 0.010 ms, done at 0.600 ms; latency",
                        "0.590 ms",
                        "  from, ms  took, ms     %",
                        "     0.010     0.290  49.2  credits: held by job 0 of entity 0",
                        "     0.300     0.200  33.9  lost to others (1): job 2 of entity 0, of a higher",
                        "                            priority",
                        "     0.500     0.100  16.9  running on ring0");
    }

    /** What is said, wherever its lines break. */
    private static String prose(Invocation why) {
        return String.join(" ", why.out()).replaceAll(" +", " ");
    }

    @Test
    void keys_are_told_in_the_words_of_the_policy() throws IOException {
        assertThat(prose(Invocation.of("why", file(), 1, "--policy", "fair")))
                .contains("lost to others (1): job 2 of entity 0, virtual run time -1 ns against");
        assertThat(prose(Invocation.of("why", file(), 3)))
                .contains("behind own: job 1 of entity 1 had not gone to the hardware")
                .contains("dependency: x0 had not signalled");
    }

    @Test
    void the_events_of_a_run_tell_the_same_as_the_run() throws IOException {
        Path events = folder.resolve("events.jsonl");
        Invocation.of("run", file(), "--events", events);

        assertThat(Invocation.of("why", events, 1).out())
                .isEqualTo(Invocation.of("why", file(), 1).out());
        assertThat(Invocation.of("why", events, 1, "--policy", "rr"))
                .matches(each -> each.exitCode() == ExitCode.BAD_INPUT)
                .matches(each -> each.err().getFirst().contains("these are the events of a run that is over"));
    }

    @Test
    void the_worst_jobs_of_a_client_come_longest_first() throws IOException {
        Invocation why = Invocation.of("why", file(), "--client", "entity 1", "--worst", 2);

        assertThat(why.out().subList(0, 4))
                .containsExactly(
                        "                                 ------------- of that, ms --------------",
                        "job  queued at, ms  latency, ms  behind own  dependency  running  credits",
                        "3            0.030        0.920       0.470       0.400    0.050        -",
                        "1            0.010        0.590           -           -    0.100    0.290");
        assertThat(why.out()).anyMatch(line -> line.startsWith("job 3 of entity 1"));
    }

    @Test
    void programs_get_the_parts_with_everything_that_is_known() throws IOException {
        String json = String.join(
                "\n", Invocation.of("why", file(), 1, "--print", "json").out());

        assertThat(json)
                .contains(
                        "\"kind\" : \"lost_to_others\"",
                        "\"from_ns\" : 300000",
                        "\"holders\" : [ 0 ]",
                        "\"run_queue\" : 2");
    }

    @Test
    void a_job_of_a_trace_goes_by_its_fence_too() {
        Invocation byPlace = Invocation.of("why", TRACE, 7);
        String label = fenceOf(7);

        assertThat(byPlace.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(Invocation.of("why", TRACE, label).out()).isEqualTo(byPlace.out());
        assertThat(Invocation.of("why", TRACE, label, "--recorded").out())
                .anyMatch(line -> line.contains("worker"))
                .anyMatch(line -> line.contains("on ring behind job 6 of RenderThread"));
    }

    private static String fenceOf(int job) {
        try (var lines = Files.lines(TRACE)) {
            return lines.filter(line -> line.contains("drm_sched_job_queue:"))
                    .skip(job)
                    .findFirst()
                    .map(line -> line.replaceAll(".*fence=([0-9:]+),.*", "$1"))
                    .orElseThrow();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"b10_run_done_same_us.txt", "b13_same_us_lower_id.txt", "b8_zero_wait.txt"})
    void recorded_jobs_that_run_and_end_in_one_microsecond_have_a_wait(String report) {
        Invocation why = Invocation.of("why", Reports.file(report), 0, "--recorded");

        assertThat(why.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(why.out().getFirst()).startsWith("job 0 of ").contains("done at");
    }

    @Test
    void a_job_that_ends_when_it_is_queued_waited_for_nothing() {
        Path report = Reports.file("b8_zero_wait.yaml");

        assertThat(Invocation.of("why", report, 0, "--latency", "none").out())
                .containsExactly(
                        "job 0 of app on gfx: queued at 0.000 ms, done at 0.000 ms; latency 0.000 ms",
                        "It ended at the time at which it was queued, so there is no wait to explain.");
        assertThat(Invocation.of("why", report, "--client", "app", "--worst", 3, "--latency", "none")
                        .out())
                .startsWith("job  queued at, ms  latency, ms", "0            0.000        0.000")
                .hasSize(5);
    }

    @Test
    void what_is_not_there_is_told_with_what_is() throws IOException {
        Invocation job = Invocation.of("why", file(), 9);
        Invocation client = Invocation.of("why", file(), "--client", "entty 1");

        assertThat(job.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(job.err().getFirst())
                .endsWith("there is no job 9; there are 4 jobs, with numbers from 0 to 3, and the nearest is 3");
        assertThat(client.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(client.err().getFirst())
                .endsWith(
                        "--client names the client 'entty 1', which does not exist; did you mean 'entity 1'? clients here: entity 0, entity 1");
        assertThat(Invocation.of("why", file(), "first").err())
                .singleElement()
                .asString()
                .endsWith(
                        "'first' is not the number of a job; there are 4 jobs, with numbers from 0 to 3; in a trace, its fence such as 31:7 is good, too");
        assertThat(Invocation.of("why", file(), 1, "--worst", 2).err().getFirst())
                .contains("JOB and --worst cannot be given together");
        assertThat(Invocation.of("why", file(), 1, "--recorded").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void worst_without_a_client_is_about_all_of_them() throws IOException {
        Invocation worst = Invocation.of("why", file(), "--worst", 1);

        assertThat(worst.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(worst.out()).anyMatch(line -> line.contains("job 3 of entity") || line.contains("job 2 of entity"));
    }

    @Test
    void losses_with_nothing_but_wake_ups_between_them_are_one_line() {
        Invocation flood = Invocation.of(
                "why", Traces.resource("reports/a2b_blender_flood.txt"), "--client", "glxgears", "--worst", 1);

        assertThat(flood.out()).hasSizeLessThan(25);
        assertThat(String.join(" ", flood.out()).replaceAll(" +", " "))
                .contains("lost to others (199): 199 of blender")
                .contains("of that, the worker took 1.980 ms to wake up, 198 times");
    }

    @Test
    void events_of_which_some_are_missing_are_refused() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        Path hole = folder.resolve("hole.jsonl");
        Invocation.of("run", file(), "--events", whole);
        List<String> lines = Files.readAllLines(whole);
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        kept.addAll(lines.subList(4, lines.size()));
        Files.write(hole, kept);

        Invocation run = Invocation.of("why", hole, "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).singleElement().asString().contains("'gpusched verify");
    }
}
