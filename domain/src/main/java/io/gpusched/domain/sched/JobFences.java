package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceSource;
import org.jspecify.annotations.Nullable;

/**
 * The two fences of a job: <i>scheduled</i>, which signals when the job goes to the hardware, and <i>finished</i>, which signals when the
 * hardware is done with it. They outlive the job.
 *
 * <p>This object is the finished fence itself and refers to the other one. Few jobs are waited for until they are scheduled, so the
 * scheduled fence is made when it is first asked for, and its time is kept here. Few jobs get a deadline, so that is an object of its own.
 *
 * @kernel struct drm_sched_fence
 */
public final class JobFences extends Fence implements FenceSource {
    /** The time of what has not happened; no clock shows it. */
    private static final long NOT_SCHEDULED = Long.MIN_VALUE;

    private final long jobId;
    private final Scheduler scheduler;
    private @Nullable Fence scheduled;
    private @Nullable Long deadlineNanos;
    private long scheduledNanos = NOT_SCHEDULED;

    JobFences(long jobId, Scheduler scheduler, long context, long seqno) {
        super(context + 1, seqno);
        this.jobId = jobId;
        this.scheduler = scheduler;
    }

    /** Returns the number of the job, as {@link Job#id()}. */
    public long jobId() {
        return jobId;
    }

    /** Returns the scheduler that runs the job. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns the fence that signals when the job is done. */
    public Fence finished() {
        return this;
    }

    @Override
    public FenceSource source() {
        return this;
    }

    /** Returns the fence that signals when the job goes to the hardware. */
    public Fence scheduled() {
        Fence fence = scheduled;
        if (fence == null) {
            fence = Fence.of(context() - 1, seqno(), this);
            if (isScheduled()) {
                fence.signal(scheduledNanos);
            }
            scheduled = fence;
        }
        return fence;
    }

    /** Tells whether the scheduled fence has signalled. */
    public boolean isScheduled() {
        return scheduledNanos != NOT_SCHEDULED;
    }

    /**
     * Returns the time at which the job counts as started: when it went to the hardware, or when the job before it finished.
     *
     * @return nanoseconds on the device's clock
     */
    public long scheduledNanos() {
        if (!isScheduled()) {
            throw new IllegalStateException("job " + jobId + " is not scheduled yet");
        }
        return scheduledNanos;
    }

    /**
     * Signals the scheduled fence.
     *
     * @throws IllegalStateException if it has signalled
     * @kernel drm_sched_fence_scheduled()
     */
    public void signalScheduled(long nowNanos) {
        if (isScheduled()) {
            throw new IllegalStateException("a fence signals exactly once: scheduled fence of job " + jobId);
        }
        scheduledNanos = nowNanos;
        if (scheduled != null) {
            scheduled.signal(nowNanos);
        }
    }

    /** Dates the start of the job anew; see {@link PendingList#removeFinished}. */
    void restampScheduled(long nanos) {
        scheduledNanos = nanos;
        if (scheduled != null) {
            scheduled.restamp(nanos);
        }
    }

    /**
     * Returns the earliest time by which somebody would like the job to be finished, or null.
     *
     * @return nanoseconds on the device's clock
     */
    public @Nullable Long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * {@inheritDoc} The earliest deadline of the finished fence is remembered, and passed on to the hardware if the job is there. One
     * for the scheduled fence means nothing.
     *
     * @kernel drm_sched_fence_set_deadline_finished()
     */
    @Override
    public void setDeadline(Fence fence, long deadlineNanos) {
        if (fence == this && (this.deadlineNanos == null || deadlineNanos <= this.deadlineNanos)) {
            this.deadlineNanos = deadlineNanos;
            scheduler.deadlineSet(this);
        }
    }

    @Override
    public String timelineName() {
        return scheduler.name();
    }
}
