package io.gpusched.application.rules;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the timeout of each scheduler is armed when it should be, for as long as it should be, and not else. Keeps a clock of its own
 * for each: starts, retirements, resets, verdicts and moves from outside set it. Reads the {@link JobBook}, and must be told of everything
 * before it is entered there.
 */
final class TimerRules implements Tracepoints {
    private static final String TIMEOUT = "the timeout is armed while jobs are pending";
    private static final String NOT_ARMED =
            "the timeout is not armed while nothing is pending or its clock stands still, nor after the device is gone";
    private static final String NOT_LATE = "the timeout comes when its time is over since it was last armed, not later";
    private static final String NOT_EARLY = "a job times out when its time is over, or at a fault";

    private final Violations violations;
    private final Clock clock;
    private final JobBook book;
    private final List<Line> lines = new ArrayList<>(2);
    private @Nullable Job judged;
    /** The timeout handler frees it: it had finished before the stop. */
    private @Nullable Job freedByHandler;

    /** The timeout of one scheduler. */
    private static final class Line {
        final Scheduler scheduler;
        boolean suspended;
        boolean armed;
        /** The handler arms it once more before the step is over. */
        boolean open;

        long dueNanos;
        long dueAtMostNanos;

        Line(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        void start(long nowNanos, boolean pending) {
            if (pending && !suspended && scheduler.timeoutNanos() != Scheduler.NO_TIMEOUT) {
                set(nowNanos, scheduler.timeoutNanos());
            }
        }

        void set(long nowNanos, long delayNanos) {
            armed = true;
            dueNanos = Timer.due(nowNanos, delayNanos);
            dueAtMostNanos = dueNanos;
        }
    }

    TimerRules(Violations violations, Clock clock, JobBook book) {
        this.violations = violations;
        this.clock = clock;
        this.book = book;
    }

    private Line line(Scheduler scheduler) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).scheduler == scheduler) {
                return lines.get(i);
            }
        }
        Line made = new Line(scheduler);
        lines.add(made);
        return made;
    }

    private void start(Scheduler scheduler) {
        line(scheduler).start(clock.nanos(), !scheduler.pending().isEmpty());
    }

    /** Notes that a step is over: a handler that has returned has armed its timeout. */
    void stepIsOver() {
        for (int i = 0; i < lines.size(); i++) {
            Line each = lines.get(i);
            if (each.open) {
                each.open = false;
                each.dueAtMostNanos = Math.max(each.dueNanos, Timer.due(clock.nanos(), each.scheduler.timeoutNanos()));
            }
        }
    }

    /** Compares with what is on its way, between two steps. */
    void check(Scheduler scheduler, QueuedWork queued) {
        Line line = line(scheduler);
        if (queued.timeout() != line.armed) {
            String rule = line.armed ? TIMEOUT : NOT_ARMED;
            violations.add(
                    rule,
                    scheduler + " has " + scheduler.pending().size() + " jobs pending and " + (line.armed ? "no" : "a")
                            + " timer");
            return;
        }
        if (line.armed) {
            long nowNanos = clock.nanos();
            long atMostNanos = Math.max(0, line.dueAtMostNanos - nowNanos);
            if (queued.timeoutInNanos() > atMostNanos) {
                violations.add(
                        NOT_LATE,
                        scheduler + " has its timer in " + queued.timeoutInNanos() + " ns, not " + atMostNanos);
            }
            long atLeastNanos = Math.max(0, line.dueNanos - nowNanos);
            if (queued.timeoutInNanos() < atLeastNanos) {
                violations.add(
                        NOT_EARLY,
                        scheduler + " has its timer in " + queued.timeoutInNanos() + " ns, not " + atLeastNanos);
            }
        }
    }

    /** Returns a number for the timeouts; when they are due the device shows. */
    long state() {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line each = lines.get(i);
            sum += ((each.armed ? 1 : 0) + (each.suspended ? 2 : 0)) * (2L * each.scheduler.id() + 0x27D4EB2F165667C5L);
        }
        return sum;
    }

    @Override
    public void jobRun(Job job) {
        start(job.scheduler());
    }

    @Override
    public void freed(Job job) {
        if (job == freedByHandler) {
            freedByHandler = null;
            return;
        }
        Entry entry = book.entry(job);
        Scheduler scheduler = job.scheduler();
        if (entry != null && entry.hasRun() && !scheduler.isPaused()) {
            line(scheduler).armed = false;
            start(scheduler);
        }
    }

    @Override
    public void stopped(Scheduler scheduler) {
        line(scheduler).armed = false;
        Job bad = judged;
        if (bad != null && bad.scheduler() == scheduler && !scheduler.pending().contains(bad)) {
            Entry entry = book.entry(bad);
            freedByHandler = entry != null && entry.done ? bad : null;
        }
    }

    @Override
    public void started(Scheduler scheduler) {
        start(scheduler);
    }

    @Override
    public void timedOut(Job job) {
        Line line = line(job.scheduler());
        if (!line.armed || line.dueNanos > clock.nanos()) {
            violations.add(NOT_EARLY, job + " of " + job.entity() + " on " + job.scheduler());
        }
        line.armed = false;
        judged = job;
    }

    @Override
    public void nothingTimedOut(Scheduler scheduler) {
        line(scheduler).armed = false;
        start(scheduler);
    }

    /** {@inheritDoc} After a false alarm, the job is put back now. */
    @Override
    public void judged(Job job, Verdict verdict) {
        judged = null;
        if (verdict != Verdict.ENODEV) {
            Scheduler scheduler = job.scheduler();
            Line line = line(scheduler);
            line.start(
                    clock.nanos(),
                    verdict == Verdict.NO_HANG || !scheduler.pending().isEmpty());
            line.open = line.armed;
        }
    }

    @Override
    public void timeoutMoved(Scheduler scheduler, TimeoutMove move) {
        Line line = line(scheduler);
        boolean pending = !scheduler.pending().isEmpty();
        switch (move) {
            case TimeoutMove.Plain.FAULT -> line.set(clock.nanos(), 0);
            case TimeoutMove.Plain.NOW -> {
                if (pending && !line.suspended) {
                    line.set(clock.nanos(), 0);
                }
            }
            case TimeoutMove.Plain.SUSPEND -> {
                line.suspended = true;
                line.armed = false;
            }
            case TimeoutMove.Resume resume -> {
                line.suspended = false;
                line.armed = false;
                if (pending && resume.remainingNanos() != Scheduler.NO_TIMEOUT) {
                    line.set(clock.nanos(), resume.remainingNanos());
                }
            }
        }
    }

    @Override
    public void tornDown(Scheduler scheduler) {
        line(scheduler).armed = false;
    }
}
