package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
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

/** The rules of {@link ErrorRules}, {@link TimerRules}, {@link FlushRules} and of waiting trip when a fault is planted. */
final class CauseAndTimerRulesTest {
    private static final long TIMEOUT = 1_000;
    private final ManualWork work = new ManualWork();
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Device device = new Device(work, invariants.tracepoints());
    private final Scheduler ring = device.addScheduler(
            new SchedulerSettings("ring", new Fifo(), 2, TIMEOUT, 3, null, SchedulerSettings.ALL_PRIORITIES), gpu);
    private final Entity client = device.addEntity(Priority.NORMAL, List.of(ring));
    private long jobs;

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Job push(Fence... dependencies) {
        UnarmedJob job = new UnarmedJob(jobs++, client, 1, "work");
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return device.submit(job).get();
    }

    private Job start() {
        Job job = push();
        work.runAll();
        assertThat(invariants.violations()).isEmpty();
        return job;
    }

    private void trips(String rule) {
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

    @Test
    void an_error_without_a_cause() {
        Job job = start();
        job.fences().finished().setError(Errno.EIO);
        gpu.complete(job);

        trips("a job ends with the error of its run");
    }

    @Test
    void a_cancelled_job_that_goes_to_the_hardware_as_if_it_were_not() {
        Job job = push();
        invariants.tracepoints().cancelledInQueue(job);
        work.runAll();

        trips("goes to the hardware as cancelled");
    }

    @Test
    void a_reset_that_leaves_a_job_out() {
        start();
        device.recovery(ring, null).stop();
        invariants.tracepoints().resubmitting(ring);
        device.recovery(ring, null).start(null);

        trips("leaves none of them without a run");
    }

    @Test
    void blame_that_is_not_laid() {
        invariants.tracepoints().blamed(start());
        invariants.afterStep();

        trips("the karma of a job is how often");
        trips("an entity is guilty if and only if");
    }

    @Test
    void a_fault_that_is_lost() {
        start();
        invariants.tracepoints().timeoutMoved(ring, TimeoutMove.Plain.FAULT);
        invariants.afterStep();

        trips("the timeout comes when its time is over");
    }

    @Test
    void a_timeout_that_runs_on_while_it_is_suspended() {
        start();
        invariants.tracepoints().timeoutMoved(ring, TimeoutMove.Plain.SUSPEND);
        invariants.afterStep();

        trips("the timeout is not armed while nothing is pending");
    }

    @Test
    void a_timeout_that_is_resumed_with_another_time() {
        start();
        device.resumeTimeout(ring, TIMEOUT / 2);
        invariants.tracepoints().timeoutMoved(ring, new TimeoutMove.Resume(TIMEOUT / 4));
        invariants.afterStep();

        trips("the timeout comes when its time is over");
    }

    @Test
    void work_that_is_queued_while_submission_is_paused() {
        push();
        invariants.tracepoints().paused(ring);
        invariants.afterStep();

        trips("while submission is paused no run, free or message work is queued");
    }

    @Test
    void a_flush_that_outlives_its_scheduler() {
        push(device.addFence(() -> "never"));
        work.runAll();
        device.flush(client, TIMEOUT);
        invariants.tracepoints().tornDown(ring);

        trips("a teardown ends the flushes");
    }

    @Test
    void a_flush_that_ends_for_no_reason() {
        push(device.addFence(() -> "never"));
        work.runAll();
        invariants.tracepoints().signaled(device.flush(client, TIMEOUT));

        trips("a flush ends without an error if nothing is queued");
    }

    @Test
    void flushes_that_a_sound_teardown_ends() {
        push(device.addFence(() -> "never"));
        work.runAll();
        Fence flush = device.flush(client, TIMEOUT);
        device.teardown(ring);

        assertThat(flush.error()).isEqualTo(Errno.ENODEV);
        assertThat(invariants.violations()).isEmpty();
    }

    @Test
    void a_killed_entity_that_still_stands_at_a_fence() {
        Fence never = device.addFence(() -> "never");
        push(never);
        work.runAll();
        device.close(client);
        never.addCallback(client);
        invariants.afterStep();

        trips("is called back by no fence");
    }

    @Test
    void the_error_of_another_job_than_the_last() {
        Job job = start();
        gpu.fail(job, Errno.EIO);
        work.runAll();
        assertThat(invariants.violations()).isEmpty();
        invariants.tracepoints().jobRun(push());
        invariants.afterStep();

        trips("the last error of an entity is that of its job that was taken last");
    }
}
