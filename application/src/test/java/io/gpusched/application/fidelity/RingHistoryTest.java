package io.gpusched.application.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.JobTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingHistoryTest {
    private static final int[] ONE_CREDIT = {1, 1, 1};
    private static final long WAKE_UP_NANOS = 100;

    /** A job that was queued at 0. */
    private static JobTimes job(long id, long run, long done) {
        return new JobTimes(id, 0, 0, 0, run, run, done, done, null);
    }

    private static RingHistory history(int limit, JobTimes... jobs) {
        return new RingHistory(
                Timings.replayed(jobs.length, Arrays.asList(jobs)),
                IntStream.range(0, jobs.length).boxed().toList(),
                limit,
                ONE_CREDIT);
    }

    private static List<Long> exceeding(RingHistory history) {
        List<Long> jobs = new ArrayList<>();
        history.forEachRun((job, place) -> {
            if (history.exceedsLimit(job, place)) {
                jobs.add((long) job);
            }
        });
        return jobs;
    }

    @Test
    void a_job_that_ends_at_once_has_not_ended_before_it_runs() {
        RingHistory history = history(1, job(0, 500, 500));

        history.forEachRun((job, place) ->
                assertThat(history.runsAfterAnEnd(place, WAKE_UP_NANOS)).isFalse());
    }

    @Test
    void a_job_that_ends_at_once_takes_its_credit_all_the_same() {
        assertThat(exceeding(history(1, job(0, 10, 90), job(1, 50, 50)))).containsExactly(1L);
    }

    @Test
    void a_job_may_run_at_the_time_at_which_another_one_ends() {
        assertThat(exceeding(history(1, job(0, 10, 50), job(1, 50, 50), job(2, 50, 90))))
                .isEmpty();
    }
}
