package io.gpusched.application.rules;

import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Timer;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;

/**
 * The expected time of a scheduler's timeout. Starts, retirements, resets, verdicts and moves from outside set it; the scheduler's own
 * timer is not asked.
 *
 * @kernel drm_sched_start_timeout(), drm_sched_suspend_timeout(), drm_sched_resume_timeout()
 */
final class ExpectedTimeout {
    private final ExpectedScheduler owner;
    private final Scheduler scheduler;
    boolean armed;
    boolean suspended;
    /** The handler has answered, and arms the timer once more before the step is over. */
    boolean open;

    long dueNanos;
    /** The latest time at which the timer may be due; later than {@link #dueNanos} if the handler took time. */
    long dueAtMostNanos;

    ExpectedTimeout(ExpectedScheduler owner, Scheduler scheduler) {
        this.owner = owner;
        this.scheduler = scheduler;
    }

    /** Arms the timer if a job is pending. */
    void start(long nowNanos) {
        start(nowNanos, usedNanos(nowNanos));
    }

    /**
     * Returns how much of its time the job has used that the timeout is for; negative if there is none. Where jobs overlap that is the
     * oldest unfinished one, otherwise any, with all of its time.
     */
    private long usedNanos(long nowNanos) {
        if (!scheduler.pending().isOverlapping()) {
            return scheduler.pending().isEmpty() ? -1 : 0;
        }
        long used = -1;
        for (int i = 0; i < owner.running.size(); i++) {
            ExpectedJob each = owner.running.get(i);
            if (!each.finished && !each.lost && !each.inHand) {
                used = Math.max(used, nowNanos - each.timedFromNanos);
            }
        }
        return used;
    }

    /** Arms the timer anew if a job is pending, and disarms it otherwise. */
    void restart(long nowNanos) {
        armed = false;
        start(nowNanos);
    }

    /** The handler has answered; after a false alarm the job in hand is put back on the pending list. */
    void afterVerdict(long nowNanos, boolean falseAlarm) {
        boolean putBack = falseAlarm && !scheduler.pending().isOverlapping();
        start(nowNanos, putBack ? 0 : usedNanos(nowNanos));
        open = armed;
    }

    private void start(long nowNanos, long usedNanos) {
        if (usedNanos >= 0 && !suspended && scheduler.timeoutNanos() != Nanos.NO_LIMIT) {
            set(nowNanos, Math.max(0, scheduler.timeoutNanos() - usedNanos));
        }
    }

    private void set(long nowNanos, long delayNanos) {
        armed = true;
        dueNanos = Timer.due(nowNanos, delayNanos);
        dueAtMostNanos = dueNanos;
    }

    void disarm() {
        armed = false;
    }

    void move(TimeoutMove move, long nowNanos) {
        boolean pending = !scheduler.pending().isEmpty();
        switch (move) {
            case TimeoutMove.Plain.FAULT -> set(nowNanos, 0);
            case TimeoutMove.Plain.NOW -> {
                if (usedNanos(nowNanos) >= 0 && !suspended) {
                    set(nowNanos, 0);
                }
            }
            case TimeoutMove.Plain.SUSPEND -> {
                suspended = true;
                armed = false;
            }
            case TimeoutMove.Resume resume -> {
                suspended = false;
                armed = false;
                if (pending && resume.remainingNanos() != Nanos.NO_LIMIT) {
                    set(nowNanos, resume.remainingNanos());
                }
            }
        }
    }

    /** The step is over: a handler that has returned has armed the timer by now. */
    void stepIsOver(long nowNanos) {
        if (open) {
            open = false;
            dueAtMostNanos = Math.max(dueNanos, Timer.due(nowNanos, scheduler.timeoutNanos()));
        }
    }
}
