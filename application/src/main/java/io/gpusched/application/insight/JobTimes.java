package io.gpusched.application.insight;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The times of one job. Times are nanoseconds on the device's clock, {@link Nanos#NEVER} for what did not happen.
 *
 * @param job its id
 * @param entity whose it was
 * @param scheduler where it went
 * @param queuedNanos when it was put into its entity's queue
 * @param runNanos when it went to the hardware, the last time if more than once
 * @param startNanos when the ring took it up: when it went to the hardware, or when the job before it on the ring was done
 * @param stoppedNanos when the ring stopped working on it without being done with it: when the device was gone
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
        long stoppedNanos,
        long doneNanos,
        long finishedNanos,
        @Nullable Errno error) {
    /** How far a job is. */
    public enum JobStage {
        /** In its entity's queue. */
        QUEUED,
        /** Given to the hardware, behind others. */
        ON_RING,
        /** The ring works on it. */
        RUNNING,
        /** The ring worked on it until its device was gone. */
        STOPPED,
        /** It has ended, whatever became of it. */
        ENDED
    }

    /** A job that the ring did not lose with its device. */
    public JobTimes(
            long job,
            int entity,
            int scheduler,
            long queuedNanos,
            long runNanos,
            long startNanos,
            long doneNanos,
            long finishedNanos,
            @Nullable Errno error) {
        this(job, entity, scheduler, queuedNanos, runNanos, startNanos, Nanos.NEVER, doneNanos, finishedNanos, error);
    }

    /** Returns how far the job was when the events ended. */
    public JobStage stage() {
        if (isFinished() || isDone()) {
            return JobStage.ENDED;
        }
        if (runNanos == Nanos.NEVER) {
            return JobStage.QUEUED;
        }
        if (startNanos == Nanos.NEVER) {
            return JobStage.ON_RING;
        }
        return stoppedNanos == Nanos.NEVER ? JobStage.RUNNING : JobStage.STOPPED;
    }

    /** Returns since when the job has been at its stage; only of one that has not ended. */
    public long sinceNanos() {
        return switch (stage()) {
            case QUEUED -> queuedNanos;
            case ON_RING -> runNanos;
            case RUNNING -> startNanos;
            case STOPPED -> stoppedNanos;
            case ENDED -> throw new IllegalStateException("job " + job + " has ended");
        };
    }

    /** Tells whether the ring ever worked on the job. */
    public boolean hasStarted() {
        return startNanos != Nanos.NEVER;
    }

    /** Returns until when the ring worked on the job, if it ever did; for one that has not ended, until the given end of the run. */
    public long busyUntilNanos(long endNanos) {
        if (stoppedNanos != Nanos.NEVER) {
            return stoppedNanos;
        }
        if (doneNanos != Nanos.NEVER) {
            return doneNanos;
        }
        return isFinished() ? finishedNanos : Math.max(startNanos, endNanos);
    }

    /** Returns the same job with its times counted from another moment. */
    public JobTimes from(long originNanos) {
        return new JobTimes(
                job,
                entity,
                scheduler,
                since(originNanos, queuedNanos),
                since(originNanos, runNanos),
                since(originNanos, startNanos),
                since(originNanos, stoppedNanos),
                since(originNanos, doneNanos),
                since(originNanos, finishedNanos),
                error);
    }

    private static long since(long originNanos, long nanos) {
        return nanos == Nanos.NEVER ? Nanos.NEVER : nanos - originNanos;
    }

    /** Tells whether the job ran on the hardware and the hardware was done with it. */
    public boolean isDone() {
        return runNanos != Nanos.NEVER && doneNanos != Nanos.NEVER;
    }

    /** Tells whether the job has ended, whatever became of it. */
    public boolean isFinished() {
        return finishedNanos != Nanos.NEVER;
    }

    /** Tells whether the job has ended without an error. */
    public boolean isWell() {
        return isFinished() && error == null;
    }

    /** Returns how long the job was in its entity's queue: from queued until it was given to the hardware. */
    long queuedForNanos() {
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
