package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final String SCENARIO = """
            policy: fair
            rings:
              - {name: gfx, credits: 2, timeout: 10ms, on_timeout: signal}
              - {name: fw, policy: single}
            entities:
              - {name: app, count: 3, rings: gfx}
              - {name: bad, rings: gfx}
              - {name: compute, rings: fw}
            clients:
              - {entity: app, jobs: [{duration: 2ms}]}
              - {entity: bad, start: 6ms, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
              - {entity: compute, jobs: [{count: 2, duration: 1500ms}]}
            events:
              - {at: 1ms, stop: fw}
              - {at: 2ms, message: {ring: fw, name: suspend}}
              - {at: 3ms, start: fw}
              - {at: 4ms, stop: fw}
              - {at: 5ms, message: {ring: fw, name: never}}
            """;

    private static RunReport report(String scenario) {
        Workload workload = ScenarioReader.read("test.yaml", scenario).get();
        RunReport report = new RunReport(workload);
        Simulation.play(workload, LinuxBugs.MENDED, report);
        return report;
    }

    @Test
    void shows_groups_of_clients_several_rings_timeouts_and_messages() {
        RunReport report = report(SCENARIO);

        assertThat(String.join("\n", report.lines(80))).isEqualTo("""
                                                                    ---- latency, ms -----
                client   entities  jobs  done  failed  left  GPU %     p50     p99     max
                app             3     3     3       0     0    0.2   4.000   6.000   6.000
                bad             1     1     0       1     0    0.3  10.000  10.000  10.000
                compute         1     2     1       0     1   50.0  1500.0  1500.0  1500.0

                           queued, ms   on ring, ms     running, ms
                client     p50    p99    p50    p99     p50     p99
                app      0.000  2.000  2.000  2.000   2.000   2.000
                bad      0.000  0.000  0.000  0.000  10.000  10.000
                compute  0.000  0.000  0.000  0.000  1500.0  1500.0

                ring  policy  credits  timeout, ms  done  busy %  timeouts  messages  hung %
                gfx     fair        2       10.000     3     1.1         1         0     0.7
                fw    single        1         none     1   100.0         0         1     0.0

                6 jobs in 1500.000 ms: 4 done (2.7 a second), 1 failed, 1 left
                timeouts: 1 of bad
                failed: 1 ETIMEDOUT of bad
                hang: job 3 of bad on gfx from 6.000 to 16.000 ms
                messages: 2 sent, 1 processed, the longest wait 1.000 ms
                left: job 5 of compute, queued for fw since 0.000 ms, while submission is paused""");
    }

    @Test
    void says_nothing_of_timeouts_and_messages_when_there_were_none() {
        RunReport report = report("""
                rings: [{name: gfx}]
                entities: [{name: app}]
                clients: [{entity: app, jobs: [{duration: 2ms}]}]
                """);

        assertThat(report.lines(80).getLast())
                .isEqualTo("1 job in 2.000 ms: 1 done (500.0 a second), 0 failed, 0 left");
    }

    @Nested
    class Of_what_did_not_end {
        private static final int WIDE = 200;

        private List<String> notFinished(String scenario) {
            return report(scenario).lines(WIDE).stream()
                    .filter(line -> line.startsWith("left: ") || line.startsWith("ring gfx is gone"))
                    .toList();
        }

        @Test
        void tells_a_job_that_hangs_from_those_behind_it_and_counts_the_hang() {
            RunReport report = report("""
                    duration: 10s
                    rings: [{name: gfx, credits: 2}]
                    entities: [{name: bad}, {name: app}]
                    clients:
                      - {entity: bad, start: 1s, jobs: [{duration: 3ms}], faults: [{job: 1, hangs: 1}]}
                      - {entity: app, start: 2s, jobs: [{duration: 5ms, count: 3}]}
                    """);

            assertThat(report.lines(WIDE)
                            .subList(
                                    report.lines(WIDE).size() - 3,
                                    report.lines(WIDE).size()))
                    .containsExactly(
                            "left: job 0 of bad, running on gfx since 1000.000 ms",
                            "left: job 1 of app, on the ring gfx since 2000.000 ms, behind others there",
                            "left: 2 jobs of app, queued for gfx since 2000.000 ms (the first, job 2), without credits");
            assertThat(report.endNanos()).isEqualTo(10_000_000_000L);
            assertThat(report.rings().getFirst().busyShare()).isEqualTo(0.9);
            assertThat(report.clients()).map(ClientSummary::gpuShare).containsExactly(0.9, 0.0);
        }

        @Test
        void tells_since_when_a_device_is_gone_and_counts_no_work_after_that() {
            String scenario = """
                    duration: 10s
                    rings: [{name: gfx, timeout: 2s, on_timeout: enodev}]
                    entities: [{name: bad}, {name: app}]
                    clients:
                      - {entity: bad, start: 1s, jobs: [{duration: 3ms}], faults: [{job: 1, hangs: 1}]}
                      - {entity: app, start: 5s, jobs: [{duration: 5ms}]}
                    """;

            assertThat(notFinished(scenario)).containsExactly("ring gfx is gone since 3000.000 ms");
            assertThat(report(scenario).errorsByClient())
                    .containsExactly(Map.entry("app", Map.of("ENODEV", 1)), Map.entry("bad", Map.of("ENODEV", 1)));
            assertThat(report(scenario).rings().getFirst().busyShare()).isEqualTo(0.2);
        }

        @Test
        void names_the_fence_that_never_came() {
            assertThat(notFinished("""
                    rings: [{name: gfx}]
                    fences: [vblank]
                    entities: [{name: app}]
                    clients: [{entity: app, start: 1ms, jobs: [{duration: 2ms, after: vblank, count: 2}]}]
                    """))
                    .containsExactly(
                            "left: 2 jobs of app, queued for gfx since 1.000 ms (the first, job 0), waiting for fence vblank");
        }
    }
}
