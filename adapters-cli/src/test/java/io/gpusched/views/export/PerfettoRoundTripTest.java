package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.Traces;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.trace.SchedulerTracepoints;
import io.gpusched.files.trace.dat.DatWriter;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written in Perfetto's own form holds the same tracepoints as what is written as trace.dat, and is read back as the same. */
class PerfettoRoundTripTest {
    private static final int SEEDS = 5;
    private static final int SIZE = 40;

    static Stream<Arguments> workloads() {
        Stream<Arguments> random = Stream.of(Flavour.values())
                .flatMap(flavour -> IntStream.range(0, SEEDS)
                        .mapToObj(seed -> Arguments.of(
                                flavour + " " + seed, WorkloadGenerator.generate(seed, SIZE, flavour, new Fair()))));
        return Stream.concat(random, Stream.of(Arguments.of("desktop", desktop())));
    }

    private static Workload desktop() {
        return Replay.of(Traces.recording(Traces.sample()), ReplayOptions.DEFAULTS)
                .workload();
    }

    private static void play(Workload workload, Consumer<Event> listener) {
        Simulation.play(workload, LinuxBugs.MENDED, listener);
    }

    private static byte[] perfetto(List<String> names, Workload... runs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PerfettoWriter writer = PerfettoWriter.ofOwnForm(bytes);
        for (int i = 0; i < runs.length; i++) {
            play(runs[i], writer.begin(names.get(i), runs[i]));
        }
        writer.complete();
        return bytes.toByteArray();
    }

    private static byte[] dat(List<String> names, Workload... runs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DatWriter writer = new DatWriter(bytes)) {
            for (int i = 0; i < runs.length; i++) {
                play(runs[i], writer.begin(names.get(i), runs[i]));
            }
            writer.complete();
        }
        return bytes.toByteArray();
    }

    private static void assertEqual(byte[] perfetto, byte[] dat) {
        Validation<Seq<Problem>, Recording> read = Traces.read(perfetto);
        Validation<Seq<Problem>, Recording> expected = Traces.read(dat);

        assertThat(read.isValid()).isEqualTo(expected.isValid());
        if (expected.isValid()) {
            assertThat(read.get().jobs()).isEqualTo(expected.get().jobs());
            assertThat(read.get().clients()).isEqualTo(expected.get().clients());
            assertThat(read.get().rings()).isEqualTo(expected.get().rings());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workloads")
    void a_run_is_read_back(String name, Workload workload) throws IOException {
        List<String> device = List.of(SchedulerTracepoints.DEVICE);

        assertEqual(perfetto(device, workload), dat(device, workload));
    }

    @Test
    void several_runs_are_read_back_as_devices_of_their_own() throws IOException {
        List<String> names = List.of("fifo, one credit", "fair");
        Workload desktop = desktop();
        Workload fair = desktop.withPolicy(new Fair());

        byte[] perfetto = perfetto(names, desktop.withPolicy(new Fifo()), fair);

        assertEqual(perfetto, dat(names, desktop.withPolicy(new Fifo()), fair));
        assertThat(Traces.read(perfetto).get().rings())
                .extracting(Recording.RecordedRing::fullName)
                .containsExactly("fifo one credit gfx", "fair gfx");
    }
}
