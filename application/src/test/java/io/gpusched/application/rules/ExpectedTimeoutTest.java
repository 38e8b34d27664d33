package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the timeout is expected where jobs overlap: when the oldest of them has had its time. */
final class ExpectedTimeoutTest {
    private static final long TIMEOUT = 1_000;

    private record SideBySide(Hardware hardware) implements ForwardingHardware {
        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public Hardware forDevice() {
            return this;
        }
    }

    private final ManualWork work = new ManualWork();
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Device device = new Device(work, invariants.tracepoints());
    private final Scheduler ring =
            device.addScheduler(new SchedulerSettings("ring", new Fifo(), 3, TIMEOUT, 3, null), new SideBySide(gpu));
    private final Entity client = device.addEntity(Priority.NORMAL, List.of(ring));
    private long jobs;

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Job start() {
        Job job = device.submit(new UnarmedJob(jobs++, client, 1, "call")).get();
        work.runAll();
        return job;
    }

    private long timerNanos() {
        return device.queuedWork(ring).timeoutInNanos();
    }

    @Test
    void a_later_start_leaves_the_oldest_job_the_rest_of_its_time() {
        start();
        work.advance(400);
        start();

        assertThat(timerNanos()).isEqualTo(TIMEOUT - 400);
        assertThat(invariants.violations()).isEmpty();
    }

    @Test
    void when_the_oldest_has_finished_the_next_has_the_rest_of_its_own() {
        Job oldest = start();
        work.advance(400);
        start();
        work.advance(100);
        gpu.complete(oldest);
        work.runAll();

        assertThat(timerNanos()).isEqualTo(TIMEOUT - 100);
        assertThat(invariants.violations()).isEmpty();
    }

    @Test
    void after_a_false_alarm_the_others_are_due_first() {
        gpu.onTimeout((hardware, job, recovery) -> Verdict.NO_HANG);
        start();
        work.advance(400);
        start();
        work.advance(600);
        work.runAll();

        assertThat(timerNanos()).isEqualTo(400);
        work.advance(400);
        work.runAll();
        assertThat(timerNanos()).isEqualTo(600);
        assertThat(invariants.violations()).isEmpty();
    }

    @Test
    void after_a_reset_all_jobs_have_all_of_their_time() {
        gpu.onTimeout(ManualGpu::reset);
        start();
        work.advance(400);
        start();
        work.advance(600);
        work.runAll();

        assertThat(timerNanos()).isEqualTo(TIMEOUT);
        assertThat(invariants.violations()).isEmpty();
    }
}
