package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.ScenarioReader;
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

                ring  policy  credits  timeout, ms  done  busy %  timeouts  messages
                gfx     fair        2       10.000     3     1.1         1         0
                fw    single        1         none     1   100.0         0         1

                6 jobs in 1500.000 ms: 4 done (2.7 a second), 1 failed, 1 left
                timeouts: 1 of bad
                messages: 2 sent, 1 processed, the longest wait 1.000 ms""");
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
}
