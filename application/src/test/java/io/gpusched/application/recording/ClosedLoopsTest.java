package io.gpusched.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedLoopsTest {
    private static RecordedJob job(long queued, long run, long started, long done) {
        return new RecordedJob(0, 0, 41, 1, queued, run, started, done, new Places(queued, run, done), List.of());
    }

    @Test
    void a_client_that_waits_after_several_jobs_in_a_row_is_a_closed_loop() {
        List<RecordedJob> jobs = new ArrayList<>();
        for (long round = 0; round < 6; round++) {
            long at = round * 1_000_000 + round * round * 7_000;
            jobs.add(job(at, at, at, at + 100_000));
            jobs.add(job(at + 5, at + 100_000, at + 100_000, at + 200_000));
            jobs.add(job(at + 9, at + 200_000, at + 200_000, at + 960_000 + round * round * 7_000));
        }

        assertThat(ClosedLoops.awaited(jobs)).isEqualTo(1);
    }

    @Test
    void a_client_that_keeps_two_jobs_in_flight_waits_for_the_second_last() {
        List<RecordedJob> jobs = new ArrayList<>();
        long[] done = new long[8];
        for (int i = 0; i < done.length; i++) {
            long queued = i < 2 ? i * 10_000L : done[i - 2] + 20_000;
            long started = i == 0 ? queued : Math.max(queued, done[i - 1]);
            done[i] = started + 300_000 + i * i * 31_000L;
            jobs.add(job(queued, queued, started, done[i]));
        }

        assertThat(ClosedLoops.awaited(jobs)).isEqualTo(2);
    }
}
