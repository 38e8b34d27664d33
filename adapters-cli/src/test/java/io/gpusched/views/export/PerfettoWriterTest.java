package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.port.Launch;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.trace.FtraceWriter;
import io.gpusched.files.trace.SchedulerTracepoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerfettoWriterTest {
    private static final String NAME = SchedulerTracepoints.DEVICE;
    private static final int SEEDS = 15;
    private static final int SIZE = 40;

    /** Makes a writer of a form. */
    private interface Form {
        PerfettoWriter on(ByteArrayOutputStream to) throws IOException;
    }

    private static byte[] write(Form form, List<Workload> runs, Consumer<Event> listener) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PerfettoWriter writer = form.on(bytes);
        for (int i = 0; i < runs.size(); i++) {
            Consumer<Event> run = writer.begin(i == 0 ? NAME : NAME + " " + i, runs.get(i));
            Simulation.play(runs.get(i), LinuxBugs.MENDED, listener.andThen(run));
        }
        writer.complete();
        return bytes.toByteArray();
    }

    private static Drawing json(Workload workload, Consumer<Event> listener) throws IOException {
        return ChromeTrace.read(write(PerfettoWriter::json, List.of(workload), listener));
    }

    private static PerfettoTrace ownForm(Workload... workloads) throws IOException {
        return new PerfettoTrace(write(PerfettoWriter::ofOwnForm, List.of(workloads), event -> {}));
    }

    private static List<Workload> workloads(Flavour flavour) {
        List<Workload> workloads = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            workloads.add(WorkloadGenerator.generate(seed, SIZE, flavour, new Fair()));
        }
        return workloads;
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void both_forms_keep_the_rules_of_theirs_and_show_the_same(Flavour flavour) throws IOException {
        for (Workload each : workloads(flavour)) {
            json(each, event -> {}).requireSame(ownForm(each).drawing());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void every_job_has_one_life_and_an_arrow_from_its_queue_to_its_run(Flavour flavour) throws IOException {
        for (Workload each : workloads(flavour)) {
            List<Event> events = new ArrayList<>();
            Drawing drawing = json(each, events::add);

            long queued = count(events, Event.JobQueued.class);
            long run = count(events, Event.JobRun.class);
            List<String> clients = each.clients();
            assertThat(drawing.slices().stream()
                            .filter(slice -> isLife(slice, clients))
                            .count())
                    .isEqualTo(queued);
            assertThat(drawing.arrows().values().stream()
                            .filter(arrow -> arrow.contains("first in queue"))
                            .count())
                    .isGreaterThanOrEqualTo(run);
        }
    }

    /** The whole of a life has the name of the entity, its parts have others. */
    private static boolean isLife(String slice, List<String> clients) {
        String[] words = slice.split(" \\| ");
        return words[1].endsWith(", jobs") && clients.stream().anyMatch(words[2]::startsWith);
    }

    private static long count(List<Event> events, Class<? extends Event> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    @Test
    void the_time_on_the_rings_is_that_of_the_summary() throws IOException {
        int compared = 0;
        for (Flavour flavour : Flavour.values()) {
            for (Workload each : workloads(flavour)) {
                JobLog log = new JobLog();
                List<Event> events = new ArrayList<>();
                Drawing drawing = json(each, log.andThen(events::add));

                if (log.jobs().stream().allMatch(JobTimes::isDone)
                        && events.stream().noneMatch(PerfettoWriterTest::isUnusual)) {
                    assertThat(shown(drawing)).isEqualTo(summed(log, each));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    /** The summary does not count what was lost in a reset, and takes a job that was refused for one that was on the ring. */
    private static boolean isUnusual(Event event) {
        return event instanceof Event.TimedOut
                || (event instanceof Event.JobSubmitted submitted && submitted.launch() != Launch.Accepted.RUNNING);
    }

    private static TreeMap<String, Long> shown(Drawing drawing) {
        TreeMap<String, Long> shown = new TreeMap<>();
        for (String slice : drawing.slices()) {
            String[] words = slice.split(" \\| ");
            if (words[1].startsWith("ring ")) {
                String[] times = words[3].split(" - ");
                add(shown, words[2], Long.parseLong(times[1]) - Long.parseLong(times[0]));
            }
        }
        return shown;
    }

    private static TreeMap<String, Long> summed(JobLog log, Workload workload) {
        TreeMap<String, Long> summed = new TreeMap<>();
        log.jobs().forEach(job -> add(summed, workload.clients().get(job.entity()), job.runningNanos()));
        return summed;
    }

    private static void add(TreeMap<String, Long> times, String client, long nanos) {
        if (nanos > 0) {
            times.merge(client, nanos, Long::sum);
        }
    }

    @Test
    void a_job_that_waits_for_another_has_an_arrow_from_it() throws IOException {
        Drawing drawing = json(workload("""
                        policy fifo
                        scheduler 0 credits=4 timeout_us=none hang_limit=0 on_timeout=signal score=own
                        scheduler 1 credits=4 timeout_us=none hang_limit=0 on_timeout=signal score=own
                        entity 0 priority=normal schedulers=0
                        entity 1 priority=normal schedulers=1
                        fence x0
                        at 0 push job=0 entity=0 credits=1 duration_us=10
                        at 1 push job=1 entity=1 credits=1 duration_us=5 deps=j0
                        at 20 push job=2 entity=0 credits=1 duration_us=5 deps=x0
                        at 30 signal fence=x0 error=0
                        """), event -> {});

        assertThat(drawing.arrows().values())
                .contains(
                        "gpusched | ring ring0 | entity 0 | 0 - 10000 => gpusched | ring ring1 | entity 1 | 10000 - 15000",
                        "gpusched | outside fences | x0 signals | 30000 - 30000 => gpusched | ring ring0 | entity 0 | "
                                + "30000 - 35000");
        assertThat(drawing.slices())
                .contains(
                        "gpusched | entity entity 1, jobs | waits for j0 | 1000 - 10000",
                        "gpusched | entity entity 0, jobs | waits for x0 | 20000 - 30000");
    }

    @Test
    void what_happened_from_outside_is_marked() throws IOException {
        List<String> marks =
                json(workload(sample("cases/reset-fair.case")), event -> {}).marks();

        assertThat(marks)
                .contains(
                        "gpusched | timeout of job 0 on ring1: reset | 272000",
                        "gpusched | ring1 paused | 272000",
                        "gpusched | ring1 resumed | 272000");
    }

    @Test
    void new_priorities_and_kills_are_marked() throws IOException {
        List<String> marks = json(workload("""
                        policy fair
                        scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
                        entity 0 priority=normal schedulers=0
                        at 0 push job=0 entity=0 credits=1 duration_us=10
                        at 1 push job=1 entity=0 credits=1 duration_us=10
                        at 2 priority entity=0 to=low
                        at 3 close entity=0
                        """), event -> {}).marks();

        assertThat(marks).contains("gpusched | entity 0 gets priority low | 2000", "gpusched | entity 0 killed | 3000");
    }

    @Test
    void numbers_follow_the_scheduler() throws IOException {
        List<String> counts =
                json(workload(sample("cases/reset-fair.case")), event -> {}).counts();

        assertThat(counts)
                .contains(
                        "gpusched | ring1 credit limit | 0 | 3.0",
                        "gpusched | ring1 credits in flight | 122000 | 3.0",
                        "gpusched | ring1 jobs queued | 150000 | 1.0",
                        "gpusched | ring1 jobs queued | 292000 | 0.0",
                        "gpusched | ring1 credits in flight | 297000 | 0.0");
        assertThat(counts).anyMatch(each -> each.contains("entity 1 virtual runtime, ms"));
    }

    @Test
    void only_the_fair_policy_has_a_virtual_run_time() throws IOException {
        assertThat(json(workload(sample("cases/reset-fair.case")).withPolicy(new Fifo()), event -> {})
                        .counts())
                .noneMatch(each -> each.contains("virtual"));
    }

    @Test
    void the_tracepoints_beside_the_tracks_are_those_that_are_printed() throws IOException {
        for (Flavour flavour : Flavour.values()) {
            for (Workload each : workloads(flavour)) {
                List<String> printed = new ArrayList<>();
                Simulation.play(each, LinuxBugs.MENDED, new FtraceWriter(each, printed::add));

                assertThat(ownForm(each).tracepoints)
                        .isEqualTo(printed.subList(1, printed.size()).stream()
                                .map(PerfettoWriterTest::abridged)
                                .toList());
            }
        }
    }

    /** Only clients are named in the file. */
    private static String abridged(String line) {
        String[] words = line.strip().split(" \\[000] +");
        int dash = words[0].strip().lastIndexOf('-');
        String pid = words[0].strip().substring(dash + 1);
        String task = Integer.parseInt(pid) < 1_000 ? "" : words[0].strip().substring(0, dash);
        int colon = words[1].indexOf(':');
        long micros = Long.parseLong(words[1].substring(0, colon).replace(".", ""));
        return task + "-" + pid + " " + micros + " "
                + words[1].substring(colon + 2).replaceFirst(": +", ": ");
    }

    @Test
    void several_runs_are_processes_of_one_file_and_keep_apart() throws IOException {
        Workload one = workload(sample("cases/reset-fair.case"));
        Workload other = one.withPolicy(new Fifo());

        Drawing both = ChromeTrace.read(write(PerfettoWriter::json, List.of(one, other), event -> {}));
        PerfettoTrace own = ownForm(one, other);

        both.requireSame(own.drawing());
        assertThat(both.slices()).hasSameSizeAs(concat(json(one, event -> {}), json(other, event -> {})));
        assertThat(new TreeSet<>(both.slices().stream()
                        .map(each -> each.substring(0, each.indexOf(" | ")))
                        .toList()))
                .containsExactly("gpusched", "gpusched 1");
        assertThat(own.tracepoints).anyMatch(each -> each.contains("ring=gpusched 1: ring0"));
    }

    private static List<String> concat(Drawing a, Drawing b) {
        List<String> all = new ArrayList<>(a.slices());
        all.addAll(b.slices());
        return all;
    }

    @Test
    void the_share_of_each_client_is_that_of_its_windows() throws IOException {
        List<String> counts = json(workload("""
                        policy fifo
                        scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
                        entity 0 priority=normal schedulers=0
                        entity 1 priority=normal schedulers=0
                        at 0 push job=0 entity=0 credits=1 duration_us=350000
                        at 0 push job=1 entity=1 credits=1 duration_us=25000
                        """), event -> {}).counts();

        assertThat(counts.stream().filter(each -> each.contains("share")))
                .containsExactly(
                        "gpusched | entity 0 GPU share, % | 0 | 100.0",
                        "gpusched | entity 1 GPU share, % | 0 | 0.0",
                        "gpusched | entity 0 GPU share, % | 300000000 | 50.0",
                        "gpusched | entity 1 GPU share, % | 300000000 | 25.0",
                        "gpusched | entity 0 GPU share, % | 400000000 | 0.0",
                        "gpusched | entity 1 GPU share, % | 400000000 | 0.0");
    }

    @Test
    void a_small_run_is_written_as_it_was_when_it_was_looked_at() throws IOException {
        Workload workload = workload(sample("cases/credits.case"));

        String json = new String(write(PerfettoWriter::json, List.of(workload), event -> {}), StandardCharsets.UTF_8);

        assertThat(json).isEqualTo(Files.readString(golden("credits.json")));
        assertThat(write(PerfettoWriter::ofOwnForm, List.of(workload), event -> {}))
                .isEqualTo(Files.readAllBytes(golden("credits.pftrace")));
    }

    private static Path golden(String name) {
        return Path.of("src", "test", "resources", "export", name);
    }

    private static String sample(String name) throws IOException {
        return Files.readString(Path.of("..", "samples").resolve(name));
    }

    private static Workload workload(String text) {
        return CaseReader.read("test.case", text.lines().toList()).get();
    }
}
