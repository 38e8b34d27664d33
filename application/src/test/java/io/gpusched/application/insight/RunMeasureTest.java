package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMeasureTest {
    private static final long MILLI = 1_000_000;
    private static final List<String> CLIENTS = List.of("a", "b", "a");

    private static RunMeasure measure(String text) {
        return Objects.requireNonNull(RunMeasure.of(text));
    }

    private static JobTimes job(int entity, long queued, long start, long done, @Nullable Errno error) {
        long end = done == Nanos.NEVER ? Nanos.NEVER : done * MILLI;
        long begin = start == Nanos.NEVER ? Nanos.NEVER : start * MILLI;
        return new JobTimes(1, entity, 0, queued * MILLI, begin, begin, end, end, error);
    }

    private static double of(String text, JobTimes... jobs) {
        return measure(text).of(List.of(jobs), CLIENTS, 0, 100 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mean",
                "p50",
                "p999",
                "max",
                "p99(a client)",
                "wait.p95",
                "wait.mean(x)",
                "throughput",
                "throughput(x)",
                "share(x)",
                "failed",
                "fairness"
            })
    void a_name_is_read_as_what_it_was_written_from(String name) {
        assertThat(measure(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p98", "wait.throughput", "fairness(a)", "p99(", "p99()", "wait", "mean(a)(b)"})
    void other_words_are_no_measures(String text) {
        assertThat(RunMeasure.of(text)).isNull();
    }

    @Test
    void latency_and_wait_are_in_milliseconds() {
        JobTimes[] jobs = {job(0, 0, 2, 5, null), job(1, 10, 11, 31, null)};

        assertThat(of("mean", jobs)).isEqualTo(13);
        assertThat(of("mean(a)", jobs)).isEqualTo(5);
        assertThat(of("wait.mean", jobs)).isEqualTo(1.5);
        assertThat(of("max", jobs)).isEqualTo(21);
        assertThat(of("latency.max", jobs)).isEqualTo(21);
    }

    @Test
    void a_percentile_is_that_of_the_summary() {
        List<JobTimes> jobs = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            jobs.add(job(0, 0, 0, i, null));
        }
        Distribution summary = Distribution.of(jobs.stream().mapToLong(JobTimes::latencyNanos));

        assertThat(measure("p50").of(jobs, CLIENTS, 0, 100 * MILLI)).isEqualTo(summary.p50() / 1e6);
        assertThat(measure("p99").of(jobs, CLIENTS, 0, 100 * MILLI)).isEqualTo(summary.p99() / 1e6);
    }

    @Test
    void a_client_that_gets_nothing_does_not_look_well() {
        JobTimes starved = job(1, 10, Nanos.NEVER, Nanos.NEVER, null);

        assertThat(of("p99(b)", starved)).isEqualTo(90);
        assertThat(of("wait.max(b)", starved)).isEqualTo(90);
        assertThat(of("throughput(b)", starved)).isZero();
        assertThat(of("mean(a)", starved)).isNaN();
    }

    @Test
    void what_was_queued_during_the_warm_up_is_left_out() {
        List<JobTimes> jobs = List.of(job(0, 0, 0, 60, null), job(0, 50, 60, 65, null));

        assertThat(measure("mean").of(jobs, CLIENTS, 50 * MILLI, 100 * MILLI)).isEqualTo(15);
        assertThat(measure("throughput").of(jobs, CLIENTS, 50 * MILLI, 100 * MILLI))
                .isCloseTo(20, within(1e-9));
        // The ring worked on the first job until 60 ms, and on the second one from then on.
        assertThat(measure("share").of(jobs, CLIENTS, 50 * MILLI, 100 * MILLI)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void errors_and_shares_are_parts() {
        JobTimes[] jobs = {job(0, 0, 0, 10, null), job(1, 0, 10, 40, Errno.EIO), job(2, 0, 40, 60, null)};

        assertThat(of("failed", jobs)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(of("failed(b)", jobs)).isEqualTo(1);
        assertThat(of("throughput", jobs)).isCloseTo(20, within(1e-9));
        assertThat(of("share(a)", jobs)).isCloseTo(0.3, within(1e-9));
        assertThat(of("fairness", jobs)).isCloseTo(1, within(1e-9));
    }
}
