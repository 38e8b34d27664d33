package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.files.scenario.ScenarioWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rings whose workers wake up each in their own time. */
class OwnWorkersTest {
    private static final String TWO_RINGS = """
            duration: 1ms
            latency: {worker: 20us}
            rings:
              - {name: slow, worker: 300us}
              - {name: fast}
            entities:
              - {name: a, rings: slow}
              - {name: b, rings: fast}
            script: |
              0 a 10
              0 b 10
            """;

    private static Workload read(String text) {
        return ScenarioReader.read("test", text, Latency.NONE).get();
    }

    private static Map<Long, Long> runs(Workload workload) {
        Map<Long, Long> runs = new TreeMap<>();
        Simulation.play(workload, LinuxBugs.MENDED, event -> {
            if (event instanceof Event.JobRun run) {
                runs.put(run.job(), run.nanos());
            }
        });
        return runs;
    }

    @Test
    void each_takes_its_own_time_and_others_that_of_the_machine() {
        assertThat(runs(read(TWO_RINGS))).isEqualTo(Map.of(0L, 300_000L, 1L, 20_000L));
    }

    @Test
    void a_worker_of_its_own_counts_even_if_all_others_are_awake() {
        assertThat(runs(read(TWO_RINGS.replace("worker: 20us", "worker: 0us"))))
                .isEqualTo(Map.of(0L, 300_000L, 1L, 0L));
    }

    @Test
    void another_latency_for_all_workers_is_one_for_these_too() {
        Workload workload = read(TWO_RINGS);
        Latency changed = new LatencyChange(Delay.of(5_000), null, null).of(workload.latency());

        assertThat(runs(workload.withLatency(changed))).isEqualTo(Map.of(0L, 5_000L, 1L, 5_000L));
        assertThat(runs(workload.withLatency(workload.latency().times(2))))
                .isEqualTo(Map.of(0L, 600_000L, 1L, 40_000L));
    }

    @Test
    void a_distribution_is_written_and_read_again() {
        Workload workload = read(TWO_RINGS.replace("worker: 300us", "worker: {empirical: [10us, 20us, 3ms]}"));
        List<String> lines = new ArrayList<>();
        new ScenarioWriter(workload, lines::add).write(List.of());

        assertThat(read(String.join("\n", lines) + "\n").latency().ownWorkers())
                .isEqualTo(workload.latency().ownWorkers())
                .containsKey(0);
    }
}
