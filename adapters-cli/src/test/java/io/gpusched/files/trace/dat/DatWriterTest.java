package io.gpusched.files.trace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.Traces;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.FtraceWriter;
import io.gpusched.files.trace.SchedulerTracepoints;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what trace-cmd prints, and what we read. */
class DatWriterTest {
    private static final int SEEDS = 10;
    private static final int SIZE = 40;

    @TempDir
    private Path folder;

    /** A workload with a name for messages. */
    record Named(String name, Workload workload) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> workloads() {
        Stream<Named> random = Stream.of(Flavour.values())
                .flatMap(flavour -> Stream.iterate(0L, seed -> seed < SEEDS, seed -> seed + 1)
                        .map(seed -> new Named(
                                flavour + " " + seed, WorkloadGenerator.generate(seed, SIZE, flavour, new Fair()))));
        Workload desktop = Replay.of(Traces.recording(Traces.sample()), ReplayOptions.DEFAULTS)
                .workload();
        return Stream.concat(random, Stream.of(new Named("desktop", desktop), new Named("odd", odd())));
    }

    /** Names that are long and not in English, times that are no whole microseconds, and pauses that no delta holds. */
    private static Workload odd() {
        SchedulerLine ring = new SchedulerLine(
                "a ring with quite a name ".repeat(12),
                2,
                Nanos.NO_LIMIT,
                0,
                OnTimeout.SIGNAL,
                SchedulerLine.OWN_SCORE);
        EntityLine client = new EntityLine("jeu vidéo à ½ prix", Priority.NORMAL, List.of(0));
        List<TimedStep> steps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(new TimedStep(i * 200_000_499L, new Step.Push(i, 0, 1, GpuWork.of(1_501 + i), List.of())));
        }
        return new Workload(new Fifo(), List.of(ring), List.of(client), List.of(), steps, Nanos.NEVER);
    }

    private static void play(Workload workload, Consumer<Event> listener) {
        Simulation.play(workload, LinuxBugs.MENDED, listener);
    }

    private static byte[] dat(Workload... runs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DatWriter writer = new DatWriter(bytes)) {
            for (int i = 0; i < runs.length; i++) {
                play(runs[i], writer.begin(runs.length == 1 ? SchedulerTracepoints.DEVICE : "run " + i, runs[i]));
            }
            writer.complete();
        }
        return bytes.toByteArray();
    }

    private static List<String> lines(Workload workload) {
        List<String> lines = new ArrayList<>();
        play(workload, new FtraceWriter(workload, lines::add));
        return lines;
    }

    private List<String> report(byte[] dat) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("trace.dat"), dat);
        Process process;
        try {
            process = new ProcessBuilder("trace-cmd", "report", "-i", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            return abort("skipped: needs trace-cmd");
        }
        List<String> printed =
                process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", printed)).isZero();
        return printed;
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void is_printed_by_trace_cmd_as_we_print_it(Named named) throws IOException, InterruptedException {
        List<String> expected = lines(named.workload());

        assertThat(report(dat(named.workload()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void is_read_by_us_as_what_we_print(Named named) throws IOException {
        Validation<Seq<Problem>, Recording> printed = Traces.read(String.join("\n", lines(named.workload())) + "\n");
        Validation<Seq<Problem>, Recording> written = Traces.read(dat(named.workload()));

        assertThat(written.isValid()).isEqualTo(printed.isValid());
        if (printed.isValid()) {
            assertThat(jobs(written.get())).isEqualTo(jobs(printed.get()));
            assertThat(written.get().clients()).isEqualTo(printed.get().clients());
            assertThat(written.get().rings()).isEqualTo(printed.get().rings());
        }
    }

    /** Returns the jobs in words, with times as exact as text has them. */
    private static List<String> jobs(Recording recording) {
        return recording.jobs().stream().map(DatWriterTest::words).toList();
    }

    private static String words(RecordedJob job) {
        return job.label() + " of " + job.client() + " on " + job.ring() + ": " + micros(job.queuedNanos()) + " "
                + micros(job.runNanos()) + " " + micros(job.doneNanos()) + " " + job.dependencies();
    }

    private static long micros(long nanos) {
        return (nanos + 500) / 1_000;
    }

    @Test
    void holds_several_runs_each_on_a_cpu_of_its_own() throws IOException, InterruptedException {
        Workload workload = WorkloadGenerator.generate(3, SIZE);
        Workload other = workload.withPolicy(new Fair());

        List<String> printed = report(dat(workload, other));

        assertThat(printed.getFirst()).isEqualTo("cpus=2");
        assertThat(fields(printed, "[000]", "dev=run 0")).isEqualTo(fields(lines(workload), "[000]", "dev=gpusched"));
        assertThat(printed.stream().filter(line -> line.contains(" [001] ")))
                .hasSize(lines(other).size() - 1)
                .noneMatch(line -> line.contains("dev=run 0"));
    }

    private static List<String> fields(List<String> lines, String cpu, String device) {
        return lines.stream()
                .filter(line -> line.contains(cpu))
                .map(line -> line.replace(device, ""))
                .toList();
    }

    @Test
    void leaves_no_pages_behind() throws IOException {
        long before = pageFiles();

        dat(WorkloadGenerator.generate(1, SIZE));

        assertThat(pageFiles()).isEqualTo(before);
    }

    private static long pageFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("gpusched-copy-"))
                    .count();
        }
    }
}
