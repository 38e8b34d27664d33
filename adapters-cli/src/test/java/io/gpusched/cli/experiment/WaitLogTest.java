package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Why the jobs of random workloads waited, against an oracle that looks through all events for each question. */
final class WaitLogTest {
    private static final int SEEDS = 10;
    private static final int SIZE = 50;
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void every_wait_is_explained_to_the_nanosecond_by_what_was_there(Flavour flavour) {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Policy policy : Policies.FOR_SEVERAL_ENTITIES) {
                Workload workload = WorkloadGenerator.generate(seed, 5 + seed % SIZE, flavour, policy);
                check(seed % 3 == 2 ? overlapping(workload) : workload);
            }
        }
    }

    static Stream<Path> samples() throws IOException {
        Path samples = Path.of("..", "samples");
        return Stream.of(samples, samples.resolve("cases"), samples.resolve("kunit"))
                .filter(Files::isDirectory)
                .flatMap(WaitLogTest::files)
                .filter(file -> file.toString().matches(".*\\.(yaml|case|trace\\.txt)"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothing_but_latency_is_unexplained_in_any_sample(Path file) throws IOException {
        Workload workload = workload(file).withLatency(Latency.NONE);
        for (Policy policy : Policies.FOR_SEVERAL_ENTITIES) {
            WaitLog log = log(workload);
            Simulation.play(workload.withPolicy(policy), LinuxBugs.MENDED, log);

            assertThat(log.waits()).isNotEmpty();
            assertThat(log.waits())
                    .as(policy.label())
                    .allSatisfy(wait -> assertThat(wait.parts()).noneMatch(WaitPart.Worker.class::isInstance));
        }
    }

    private static Workload workload(Path file) throws IOException {
        String name = file.toString();
        if (name.endsWith(".yaml")) {
            return ScenarioReader.read(name, Files.readString(file)).get();
        }
        if (name.endsWith(".case")) {
            return CaseReader.read(name, Files.readAllLines(file)).get();
        }
        return Replay.of(TraceFiles.read(file, (read, all) -> {}).get(), ReplayOptions.DEFAULTS)
                .workload();
    }

    private void check(Workload workload) {
        List<Event> events = new ArrayList<>();
        WaitLog log = log(workload);
        Simulation.play(workload, LinuxBugs.MENDED, event -> {
            events.add(event);
            log.accept(event);
        });
        WaitOracle oracle = new WaitOracle(workload, events);
        TreeSet<Long> times = new TreeSet<>();
        events.forEach(each -> times.add(each.nanos()));

        for (Wait wait : log.waits()) {
            long end = wait.job().doneNanos() != Nanos.NEVER
                    ? wait.job().doneNanos()
                    : wait.job().isFinished() ? wait.job().finishedNanos() : times.last();
            assertThat(wait.nanos()).isEqualTo(end - wait.job().queuedNanos());
            for (WaitPart part : wait.parts()) {
                // All events of one time have happened half a microsecond later, and none of the next.
                oracle.check(wait, part, timeWithin(part, times) + 500);
            }
        }
    }

    private long timeWithin(WaitPart part, TreeSet<Long> times) {
        List<Long> within = List.copyOf(times.subSet(part.fromNanos(), part.toNanos()));
        return within.get(random.nextInt(within.size()));
    }

    private static WaitLog log(Workload workload) {
        return new WaitLog(
                workload.schedulers().stream()
                        .map(Workload.SchedulerLine::credits)
                        .toList(),
                workload.schedulers().stream().map(Workload.SchedulerLine::ring).toList());
    }

    private static Workload overlapping(Workload workload) {
        return new Workload(
                workload.policy(),
                workload.schedulers().stream()
                        .map(line -> new Workload.SchedulerLine(
                                line.name(),
                                line.credits(),
                                line.timeoutNanos(),
                                line.hangLimit(),
                                line.onTimeout(),
                                line.scoreOf(),
                                RingKind.OVERLAPPING,
                                line.policy()))
                        .toList(),
                workload.entities(),
                workload.fences(),
                workload.steps(),
                workload.untilNanos());
    }
}
