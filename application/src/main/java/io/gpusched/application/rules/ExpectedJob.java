package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expected state of one job, from its push until it is freed or released. */
final class ExpectedJob {
    final Job job;
    final ExpectedEntity entity;
    final ExpectedScheduler scheduler;
    /** What the client asked for, truncated to the limit of the scheduler. */
    final int credits;

    final long submitNanos;
    /** How long its client said that it takes, or 0. */
    final long askedEstimateNanos;
    /** The fences that the client asked it to wait for, the latest of each context. */
    final List<Fence> dependencies;
    /** The job that its entity pushed before it; null if there is none, and once this one has finished. */
    @Nullable
    ExpectedJob before;
    /** The job behind it in its entity's queue, or null. */
    @Nullable
    ExpectedJob next;

    // ---- its life ----

    /** Its place among all jobs that started, or 0 if it has not. */
    long start;

    boolean done;
    boolean scheduled;
    boolean finished;
    /** The hardware was asked to cancel it. */
    boolean cancelled;
    /** The handler answered that the device was gone while it was in hand: it is off the pending list for good. */
    boolean lost;
    /** A stop took its run off the hardware: its credits are back, until the start. */
    boolean detached;
    /** The timeout handler looks at it. */
    boolean inHand;
    /** It timed out. */
    boolean timedOut;
    /** The reset that is under way has run it again. */
    boolean again;

    long scheduledNanos;
    long finishedNanos;
    /** Since when its time for the timeout counts, where jobs overlap. */
    long timedFromNanos;

    // ---- blame and errors ----

    /** How often it was blamed until the timeout handler looked at it last. */
    int karma;
    /** How often the timeout handler blamed it, if it can be blamed. */
    int blames;
    /** The error that it will end with unless the hardware has one of its own, or null. */
    @Nullable
    Errno ownError;
    /** What the hardware answered to it last, or null. */
    @Nullable
    Launch lastLaunch;

    // ---- what the hardware was really told ----

    /** How often the hardware was given it. */
    int runs;
    /** What the hardware answered, until the tracepoint has reported the same; or null. */
    @Nullable
    Launch answer;
    /** How often the handler blamed it through the port, if it can be blamed. */
    int portBlames;
    /** The deadline that the hardware knows, and the one that the job's fence showed last. */
    long deadlineNanos = Nanos.NEVER;

    long lastDeadlineNanos = Nanos.NEVER;

    ExpectedJob(
            Job job, ExpectedEntity entity, ExpectedScheduler scheduler, long submitNanos, List<Fence> dependencies) {
        this.job = job;
        this.entity = entity;
        this.scheduler = scheduler;
        this.credits = Math.min(job.credits(), scheduler.scheduler.credits().limit());
        this.submitNanos = submitNanos;
        this.askedEstimateNanos = job.estimateMicros() * 1_000L;
        this.dependencies = dependencies;
        this.before = entity.pushed;
    }

    boolean hasRun() {
        return start > 0;
    }

    /** Tells whether it takes up credits now. */
    boolean isUnderWay() {
        return hasRun() && !done && !detached;
    }

    /** Tells whether its run on the hardware is over, whoever knows of it. */
    boolean isRunOver() {
        HardwareFence run = job.hardware();
        return run != null && run.isSignaled();
    }

    /** Returns the error that the hardware gave it: by refusing it, or at the end of its run; or null. */
    @Nullable
    Errno errorOfHardware() {
        if (lastLaunch instanceof Launch.Refused refused) {
            return refused.error();
        }
        HardwareFence run = job.hardware();
        return run != null && run.isSignaled() ? run.error() : null;
    }

    @Override
    public String toString() {
        return job + " of " + job.entity() + " on " + job.scheduler();
    }
}
