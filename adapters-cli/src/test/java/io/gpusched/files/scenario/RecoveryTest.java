package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.CheckedRun;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.views.text.RunReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a scenario may say about recovery, played with every rule checked. */
class RecoveryTest {
    private static final long MILLI = 1_000_000;

    private final List<Event> events = new ArrayList<>();

    private RunReport played(String scenario) {
        Workload workload = Scenarios.read(scenario);
        RunReport report = new RunReport(workload);
        CheckedRun run = CheckedRun.play(workload, LinuxBugs.MENDED, report.andThen(events::add));
        assertThat(run.violation()).isEmpty();
        return report;
    }

    private static List<JobTimes> jobs(RunReport report, int entity) {
        return report.jobs().stream().filter(each -> each.entity() == entity).toList();
    }

    private long timeouts() {
        return events.stream()
                .filter(each -> each instanceof Event.TimedOut timeout && timeout.verdict() != Verdict.NO_HANG)
                .count();
    }

    @Nested
    class Reset {
        private static final String CLIENTS = """
                entities: [{name: bad}, {name: app}]
                clients:
                  - {entity: bad, open: {every: 100ms, rounds: 5}, jobs: [{duration: 1ms}], faults: [{probability: 1, hangs: 1}]}
                  - {entity: app, start: 10ms, open: {every: 100ms, rounds: 5}, jobs: [{duration: 1ms}]}
                """;

        @Test
        void holds_one_hang_against_the_whole_client() {
            RunReport report = played("rings: [{name: gfx, timeout: 50ms, on_timeout: reset}]\n" + CLIENTS);

            assertThat(timeouts()).isEqualTo(1);
            assertThat(jobs(report, 0)).allMatch(job -> Errno.ECANCELED.equals(job.error()));
        }

        @Test
        void without_guilt_cancels_each_job_that_hangs_and_the_client_goes_on() {
            RunReport report =
                    played("rings: [{name: gfx, timeout: 50ms, on_timeout: reset_without_guilt}]\n" + CLIENTS);

            assertThat(timeouts()).isEqualTo(5);
            assertThat(jobs(report, 0)).allMatch(job -> Errno.ECANCELED.equals(job.error()));
            assertThat(jobs(report, 1)).allMatch(JobTimes::isWell);
        }

        @Test
        void without_guilt_runs_a_job_again_as_often_as_the_hang_limit_says() {
            RunReport report = played(
                    "rings: [{name: gfx, timeout: 50ms, hang_limit: 1, on_timeout: reset_without_guilt}]\n" + CLIENTS);

            assertThat(timeouts()).isEqualTo(5);
            assertThat(jobs(report, 0)).allMatch(JobTimes::isWell);
        }
    }

    @Nested
    class Reset_of_the_device {
        private static final String CLIENTS = """
                entities: [{name: bad, rings: bin}, {name: innocent, rings: render}, {name: copies, rings: sdma}]
                clients:
                  - {entity: bad, jobs: [{duration: 1ms}], faults: [{job: 1, hangs: 1}]}
                  - {entity: innocent, start: 40ms, jobs: [{duration: 20ms}, {duration: 3ms}]}
                  - {entity: copies, start: 40ms, jobs: [{duration: 20ms}]}
                """;

        @Test
        void takes_its_time_and_the_innocent_run_again_after_it() {
            RunReport report = played("""
                    rings:
                      - {name: bin, timeout: 50ms, on_timeout: reset_device, reset_time: 200ms}
                      - {name: render, timeout: 50ms, on_timeout: reset_device, reset_time: 200ms}
                      - {name: sdma, timeout: 50ms}
                    """ + CLIENTS);

            assertThat(timeouts()).isEqualTo(1);
            assertThat(jobs(report, 0)).map(JobTimes::error).containsExactly(Errno.ECANCELED);
            assertThat(jobs(report, 0)).map(JobTimes::doneNanos).containsExactly(250 * MILLI);
            assertThat(jobs(report, 1)).allMatch(JobTimes::isWell);
            assertThat(jobs(report, 1)).map(JobTimes::doneNanos).containsExactly(270 * MILLI, 273 * MILLI);
            assertThat(jobs(report, 2)).map(JobTimes::doneNanos).containsExactly(60 * MILLI);
        }

        @Test
        void in_no_time_is_over_at_once() {
            RunReport report = played("""
                    rings:
                      - {name: bin, timeout: 50ms, on_timeout: reset_device}
                      - {name: render, timeout: 50ms, on_timeout: reset_device}
                      - {name: sdma}
                    """ + CLIENTS);

            assertThat(jobs(report, 1)).map(JobTimes::doneNanos).containsExactly(70 * MILLI, 73 * MILLI);
        }

        @Test
        void that_fails_ends_every_job_now_and_later() {
            RunReport report = played("""
                    rings:
                      - {name: bin, timeout: 50ms, on_timeout: enodev}
                      - {name: render, on_timeout: enodev}
                      - {name: sdma}
                    """ + CLIENTS + """
                      - {entity: innocent, start: 1s, jobs: [{duration: 20ms}]}
                    """);

            assertThat(jobs(report, 0)).map(JobTimes::error).containsExactly(Errno.ENODEV);
            assertThat(jobs(report, 1)).hasSize(3).allMatch(job -> Errno.ENODEV.equals(job.error()));
            assertThat(jobs(report, 2)).allMatch(JobTimes::isWell);
            assertThat(report.unfinished()).isEmpty();
            assertThat(report.goneSinceNanos(0)).isEqualTo(50 * MILLI);
        }
    }

    @Test
    void the_time_of_a_reset_goes_with_a_reset_of_the_device_only() {
        assertThat(Scenarios.problems("""
                rings: [{name: gfx, on_timeout: reset, reset_time: 1s}]
                entities: [{name: app}]
                """))
                .singleElement()
                .asString()
                .contains("expected it together with 'on_timeout: reset_device'");
    }

    @Test
    void no_case_can_say_what_only_a_scenario_can() {
        assertThat(OnTimeout.OF_CASES)
                .doesNotContain(OnTimeout.GONE, OnTimeout.RESET_DEVICE, OnTimeout.RESET_WITHOUT_GUILT);
    }
}
