package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * A device that is checked after each step, and the places at which a test plants a fault: the tracepoints, which may report what did not
 * happen; the domain, which may be changed without a report; the port, which may be called out of turn; a writer whose timers may be
 * wrong; and a clock of the rules that may differ from that of the device.
 */
abstract class JudgedDevice {
    static final long TIMEOUT = 1_000;

    final ManualWork work = new ManualWork();
    final TamperedWriter writer = new TamperedWriter(work);
    final ManualGpu gpu = new ManualGpu();
    /** How far the rules' clock is ahead of the device's. */
    long aheadNanos;

    final SchedulerInvariants invariants =
            SchedulerInvariants.gathering(() -> work.clock().nanos() + aheadNanos);
    final Tracepoints told = invariants.tracepoints();
    final Hardware port = invariants.hardware(gpu);
    final Device device = new Device(writer, told);
    private long jobs;

    @BeforeEach
    final void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    /** Adds a scheduler under fifo with two credits, a timeout and a hang limit of 3. */
    final Scheduler ring() {
        return ring(gpu, 3);
    }

    final Scheduler ring(Hardware hardware, int hangLimit) {
        return device.addScheduler(
                new SchedulerSettings(
                        "ring", new Fifo(), 2, TIMEOUT, hangLimit, null, SchedulerSettings.ALL_PRIORITIES),
                hardware);
    }

    /** Adds a scheduler without a timeout. */
    final Scheduler ring(Policy policy, int credits) {
        return device.addScheduler(
                new SchedulerSettings(
                        "ring", policy, credits, Nanos.NO_LIMIT, 3, null, SchedulerSettings.ALL_PRIORITIES),
                gpu);
    }

    final Entity entity(Scheduler... schedulers) {
        return entity(Priority.NORMAL, schedulers);
    }

    final Entity entity(Priority priority, Scheduler... schedulers) {
        return device.addEntity(priority, List.of(schedulers));
    }

    final UnarmedJob unarmed(Entity entity, int credits) {
        return new UnarmedJob(jobs++, entity, credits, "work");
    }

    /** Arms a job that is not pushed. */
    final Job arm(Entity entity) {
        return (Job) unarmed(entity, 1).arm();
    }

    /** Pushes a job that waits for some fences, of which the model hears nothing. */
    final Job push(Entity entity, Fence... dependencies) {
        UnarmedJob job = unarmed(entity, 1);
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return device.submit(job).get();
    }

    /** Pushes a job and runs until it is on the hardware; all is well so far. */
    final Job start(Entity entity) {
        Job job = push(entity);
        work.runAll();
        assertThat(gpu.running()).contains(job);
        soFarSound();
        return job;
    }

    /** Loses all work that is queued. */
    final void dropQueuedWork() {
        for (Work each : work.queued()) {
            work.ordered("any").cancel(each);
        }
    }

    final void soFarSound() {
        assertThat(invariants.violations()).isEmpty();
    }

    final void breaks(Rule rule) {
        assertThat(invariants.violations()).extracting(Violation::rule).contains(rule);
    }

    final void breaksAfterStep(Rule rule) {
        invariants.afterStep();
        breaks(rule);
    }
}
