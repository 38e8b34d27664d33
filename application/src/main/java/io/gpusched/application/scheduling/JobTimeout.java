package io.gpusched.application.scheduling;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Scheduler;

/**
 * The timeout of one scheduler. It times the first pending job, and is armed anew whenever a job starts or the first one is retired.
 *
 * @kernel drm_gpu_scheduler.work_tdr
 */
public final class JobTimeout {
    private final Scheduler scheduler;
    private final DelayedWork work;
    private final Tracepoints tracepoints;
    private boolean suspended;

    JobTimeout(
            Scheduler scheduler,
            OrderedWorkQueue queue,
            Timers timers,
            Clock clock,
            Work handler,
            Tracepoints tracepoints) {
        this.scheduler = scheduler;
        this.tracepoints = tracepoints;
        this.work = new DelayedWork(queue, timers, clock, handler);
    }

    /** Arms the timeout anew, if there is one and something to time. @kernel drm_sched_start_timeout() */
    void start() {
        if (scheduler.timeoutNanos() != Scheduler.NO_TIMEOUT
                && !suspended
                && !scheduler.pending().isEmpty()) {
            work.modify(scheduler.timeoutNanos());
        }
    }

    /** Tells whether the timer is armed, or the handler's work item is queued. */
    boolean isPending() {
        return work.isPending();
    }

    /** Tells whether the timeout's clock is stopped. */
    long remainingNanos() {
        return work.remainingNanos();
    }

    boolean isSuspended() {
        return suspended;
    }

    /** Disarms the timeout. @kernel cancel_delayed_work() */
    void cancel() {
        work.cancel();
    }

    /**
     * The hardware reports a fault: the handler runs as soon as its work item gets its turn, whatever the timeout is.
     *
     * @kernel drm_sched_fault()
     */
    public void fault() {
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.FAULT);
        work.modify(0);
    }

    /**
     * Sets the timeout to zero and arms it: the handler runs as soon as its work item gets its turn, if a job is pending, and after
     * every start of a job from now on, until the timeout is set to something else.
     *
     * @kernel drm_sched_tdr_queue_imm()
     */
    public void now() {
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.NOW);
        scheduler.setTimeoutNanos(0);
        start();
    }

    /**
     * Stops the timeout's clock until {@link #resume}. Linux moves the timer far away instead, where the next job that starts moves it
     * back; here it stays suspended.
     *
     * @return how much of the timeout was left, in nanoseconds; all of it if it was not running
     * @kernel drm_sched_suspend_timeout()
     */
    public long suspend() {
        tracepoints.timeoutMoved(scheduler, TimeoutMove.Plain.SUSPEND);
        suspended = true;
        long remaining = work.remainingNanos();
        work.cancel();
        return remaining > 0 ? remaining : scheduler.timeoutNanos();
    }

    /**
     * Lets the timeout run on, if a job is pending.
     *
     * @param remainingNanos what {@link #suspend} returned, or another time
     * @kernel drm_sched_resume_timeout()
     */
    public void resume(long remainingNanos) {
        tracepoints.timeoutMoved(scheduler, new TimeoutMove.Resume(remainingNanos));
        suspended = false;
        if (scheduler.pending().isEmpty() || remainingNanos == Scheduler.NO_TIMEOUT) {
            work.cancel();
        } else {
            work.modify(remainingNanos);
        }
    }
}
