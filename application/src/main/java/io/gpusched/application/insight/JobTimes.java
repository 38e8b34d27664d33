package io.gpusched.application.insight;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * What became of one job. Times are nanoseconds on the device's clock, {@link #NEVER} for what did not happen.
 *
 * @param job its id
 * @param entity whose it was
 * @param scheduler where it went
 * @param queuedNanos when it was put into its entity's queue
 * @param runNanos when it went to the hardware, the last time if more than once
 * @param startNanos when the ring took it up: when it went to the hardware, or when the job before it on the ring was done
 * @param doneNanos when the hardware was done with it
 * @param finishedNanos when its finished fence signalled
 * @param error the error of its finished fence, or null
 */
public record JobTimes(
        long job,
        int entity,
        int scheduler,
        long queuedNanos,
        long runNanos,
        long startNanos,
        long doneNanos,
        long finishedNanos,
        @Nullable Errno error) {
    /** The time of something that did not happen. */
    public static final long NEVER = -1;

    /** Tells whether the job ran on the hardware and the hardware was done with it. */
    public boolean isDone() {
        return runNanos != NEVER && doneNanos != NEVER;
    }

    /** Tells whether the job has ended, whatever became of it. */
    public boolean isFinished() {
        return finishedNanos != NEVER;
    }

    /** Tells whether the job has ended without an error. */
    public boolean isWell() {
        return isFinished() && error == null;
    }

    /** Returns how long the job was in its entity's queue: from queued until it was given to the hardware. */
    public long queuedForNanos() {
        return runNanos - queuedNanos;
    }

    /** Returns how long the job was on the ring behind other jobs: from when it was given to the hardware to start. */
    public long onRingNanos() {
        return startNanos - runNanos;
    }

    /** Returns how long the ring worked on the job: from start to done. */
    public long runningNanos() {
        return doneNanos - startNanos;
    }

    /** Returns how long the job waited: from queued to start. */
    public long waitNanos() {
        return startNanos - queuedNanos;
    }

    /** Returns the whole time of the job: from queued to done. */
    public long latencyNanos() {
        return doneNanos - queuedNanos;
    }
}
