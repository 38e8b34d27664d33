package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import org.junit.jupiter.api.Test;

class JobLogTest {
    private final JobLog log = new JobLog();

    private void run(long nanos, long job, Launch launch) {
        log.accept(new Event.JobQueued(nanos, job, 0, 0, 0, 0, 1));
        log.accept(new Event.JobRun(nanos, job, 0, 0, 0, 1, 1, null));
        log.accept(new Event.JobSubmitted(nanos, job, 0, launch));
    }

    @Test
    void a_job_starts_when_the_one_before_it_on_the_ring_is_done() {
        run(0, 0, Launch.Accepted.RUNNING);
        run(10, 1, Launch.Accepted.RUNNING);
        log.accept(new Event.JobDone(30, 0));
        log.accept(new Event.JobDone(70, 1));

        assertThat(log.jobs()).extracting(JobTimes::runningNanos).containsExactly(30L, 40L);
    }

    @Test
    void a_job_that_the_hardware_refuses_takes_no_time_of_the_one_that_runs() {
        run(0, 0, Launch.Accepted.RUNNING);
        run(10, 1, new Launch.Refused(Errno.EIO));
        log.accept(new Event.JobDone(10, 1));
        log.accept(new Event.JobDone(30, 0));

        assertThat(log.jobs()).extracting(JobTimes::runningNanos).containsExactly(30L, 0L);
    }
}
