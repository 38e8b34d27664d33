package io.gpusched.application.scheduling;

import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;

/**
 * Lets the hardware decide about the job that took too long; the {@link PendingList} says which one that is.
 *
 * <p>The job is off the pending list while the handler looks at it, so that free work does not free it meanwhile. A stop puts it back; after
 * a false alarm it is put back here. After ENODEV it is lost for good, as in Linux.
 *
 * @kernel drm_sched_job_timedout()
 */
final class HandleTimeout extends Work {
    private final SchedulerWork work;
    private final Scheduler scheduler;

    HandleTimeout(SchedulerWork work) {
        this.work = work;
        this.scheduler = work.scheduler();
    }

    @Override
    public void run() {
        Job bad = scheduler.pending().firstToTimeOut();
        if (bad == null) {
            work.tracepoints().nothingTimedOut(scheduler);
        }
        Verdict verdict = bad == null ? Verdict.RESET : judge(bad);
        if (verdict != Verdict.ENODEV) {
            work.timeout().start();
        }
    }

    private Verdict judge(Job bad) {
        scheduler.pending().remove(bad);
        work.tracepoints().timedOut(bad);
        SchedulerRecovery recovery = new SchedulerRecovery(work, bad);
        Verdict verdict = work.hardware().timedOut(bad, recovery);
        work.tracepoints().judged(bad, verdict);
        if (recovery.isBadJobToBeFreed()) {
            work.free(bad);
        }
        if (verdict.putsBack()) {
            putBack(bad, verdict);
            // The job may have finished while it was off the list; without this it would never be freed.
            work.queueFree();
        } else if (verdict == Verdict.RESET) {
            requireRecovered(bad, recovery);
        }
        return verdict;
    }

    /** A job that is neither on the pending list nor in the hands of the driver never ends. */
    private void requireRecovered(Job bad, SchedulerRecovery recovery) {
        if (!scheduler.pending().contains(bad) && !recovery.hasDisposedOf(bad)) {
            throw new IllegalStateException(
                    "hardware of " + scheduler + " returned RESET for " + bad
                            + ", but neither stopped the scheduler nor released the job; return KILLED if it has ended that job alone");
        }
    }

    private void putBack(Job bad, Verdict verdict) {
        PendingList pending = scheduler.pending();
        if (pending.contains(bad)) {
            throw new IllegalStateException("hardware of " + scheduler + " returned " + verdict + " for " + bad
                    + " after it had stopped the scheduler for that job; return RESET instead");
        }
        pending.putBack(bad, work.clock().nanos());
    }

    @Override
    public String toString() {
        return "timeout work of " + scheduler;
    }
}
