package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What hardware must really be told, seen from its side: a {@link JudgedHardware} says what it was called for, the tracepoints say what it
 * should have been called for. Judges the schedulers of watched hardware only. Reads the {@link JobBook}, and must be told of everything
 * before it is entered there.
 */
final class PortRules implements Tracepoints {
    private static final String GIVEN_ONCE =
            "hardware is given each job once, and again only between the stop and the start of a reset";
    private static final String GIVEN = "a job counts as given to the hardware when it was, with what that answered";
    private static final String RESUBMITTED = "a resubmission gives all pending jobs again, in their order, each once";
    private static final String FREED = "hardware is told that the scheduler is done with a job when it is freed, once";
    private static final String CANCELLED = "hardware is asked to cancel a job when the job is cancelled, once";
    private static final String ASKED = "hardware is asked about a job when it times out, and what it says counts";
    private static final String GONE = "hardware is told nothing of a job that was freed or that it took over";
    private static final String TAKEN = "a job that was not killed counts as scheduled after the hardware took it";
    private static final String UNLINKED = "a job is off the pending list when it is freed";
    private static final String PROCESSED = "a message is processed when it is its turn, once";

    private final Violations violations;
    private final JobBook book;
    private final PortEffects effects;
    private @Nullable Job toFree;
    private @Nullable Job toCancel;
    private @Nullable Job toAsk;
    private @Nullable Message toProcess;
    private @Nullable Verdict verdict;
    private boolean seesSome;

    /** What hardware was told of a job. */
    static final class Calls {
        int blames;
        long deadlineNanos = PortEffects.NONE;
        long lastDeadlineNanos = PortEffects.NONE;
        private int runs;
        private @Nullable Launch answer;
    }

    /** What hardware was told of all jobs of a scheduler. */
    static final class Line {
        private boolean watched;
        /** The job that a resubmission gave to the hardware last, between the stop and the start. */
        private @Nullable Job again;
    }

    PortRules(Violations violations, JobBook book) {
        this.violations = violations;
        this.book = book;
        this.effects = new PortEffects(violations);
    }

    /** Returns the entry of a job of which hardware is told something. */
    private @Nullable Entry told(Job job) {
        seesSome = true;
        line(job).watched = true;
        Entry entry = book.entry(job);
        require(entry != null, GONE, job);
        return entry;
    }

    private Line line(Job job) {
        return book.watch(job.scheduler()).line;
    }

    /** Hardware is about to be given a job. */
    void runs(Job job) {
        Entry entry = told(job);
        if (entry == null) {
            return;
        }
        Calls calls = entry.calls;
        require(entry.hasRun(), GIVEN, job);
        if (calls.runs++ == 0) {
            require(!job.fences().isScheduled(), TAKEN, job);
            return;
        }
        require(book.watch(job.scheduler()).inReset, GIVEN_ONCE, job);
        Line line = line(job);
        PendingList pending = job.scheduler().pending();
        require(job == next(pending, line.again), RESUBMITTED, job);
        line.again = job;
    }

    /** After the last one it begins anew: a driver may resubmit twice. */
    private static @Nullable Job next(PendingList pending, @Nullable Job before) {
        Job next = before == null || !pending.contains(before) ? null : pending.after(before);
        return next == null ? pending.first() : next;
    }

    /** Hardware has answered to a job. */
    void answers(Job job, Launch launch) {
        Entry entry = book.entry(job);
        if (entry != null) {
            entry.calls.answer = launch;
        }
    }

    /** Hardware is about to be asked about a job that timed out. */
    void asks(Job job) {
        told(job);
        require(toAsk == job, ASKED, job);
        toAsk = null;
    }

    /** Hardware has said what to do about a job that timed out. */
    void judges(Job job, Verdict said) {
        verdict = said;
        require(toAsk == null, ASKED, job);
    }

    /** The timeout handler is about to blame a job. */
    void blames(Job bad) {
        Entry entry = told(bad);
        if (entry != null) {
            effects.blames(entry);
        }
    }

    /** Hardware is about to be told a deadline. */
    void wants(Job job, long deadlineNanos) {
        Entry entry = told(job);
        if (entry != null) {
            effects.wants(entry, deadlineNanos);
        }
    }

    /** Hardware is about to be told that the scheduler is done with a job; the book has closed on it just before. */
    void frees(Job job) {
        line(job).watched = true;
        seesSome = true;
        require(toFree == job, FREED, job);
        toFree = null;
    }

    /** Hardware is about to be asked to cancel a job. */
    void cancels(Job job) {
        told(job);
        require(toCancel == job, CANCELLED, job);
        toCancel = null;
    }

    /** Hardware is about to be asked for a dependency of its own. */
    void prepares(Job job) {
        told(job);
    }

    /** A message is about to be processed. */
    void processes(Message message) {
        if (toProcess != message) {
            violations.add(PROCESSED, message + " out of its turn");
        }
        toProcess = null;
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        requireNothingToTell();
        toProcess = message instanceof WatchedMessage ? message : null;
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        Entry entry = book.entry(job);
        if (entry != null && line(job).watched) {
            require(entry.calls.answer == launch, GIVEN, job);
            entry.calls.answer = null;
        }
    }

    @Override
    public void scheduled(JobFences fences) {
        Entry entry = book.entry(fences.jobId());
        if (entry != null && line(entry.job).watched) {
            boolean killed = !entry.hasRun() && entry.job.entity().isStopped();
            require(killed || entry.lastLaunch != null, TAKEN, entry.job);
        }
    }

    @Override
    public void stopped(Scheduler scheduler) {
        book.watch(scheduler).line.again = null;
    }

    @Override
    public void started(Scheduler scheduler) {
        Line line = book.watch(scheduler).line;
        if (line.again != null) {
            require(line.again == scheduler.pending().last(), RESUBMITTED, line.again);
            line.again = null;
        }
    }

    @Override
    public void timedOut(Job job) {
        toAsk = job;
    }

    /** {@inheritDoc} Where jobs overlap, a false alarm within a reset moves the job to the end: then nobody can say who should be last. */
    @Override
    public void judged(Job job, Verdict said) {
        if (line(job).watched) {
            require(toAsk == null && verdict == said, ASKED, job);
        }
        line(job).again = null;
    }

    @Override
    public void cancelled(Job job) {
        requireNothingToTell();
        toCancel = job;
    }

    @Override
    public void freed(Job job) {
        requireNothingToTell();
        toFree = job;
        require(!job.scheduler().pending().contains(job), UNLINKED, job);
    }

    private void requireNothingToTell() {
        Job unfreed = toFree;
        Job running = toCancel;
        Message unprocessed = toProcess;
        toProcess = null;
        toFree = null;
        toCancel = null;
        if (unprocessed != null) {
            violations.add(PROCESSED, unprocessed + " was not");
        }
        if (unfreed != null && line(unfreed).watched) {
            violations.add(FREED, unfreed + " on " + unfreed.scheduler());
        }
        if (running != null && line(running).watched) {
            violations.add(CANCELLED, running + " on " + running.scheduler());
        }
    }

    /** Compares what hardware was told so far with the state, between two steps. */
    void check() {
        requireNothingToTell();
        if (!seesSome) {
            return;
        }
        for (Entry each : book.jobs()) {
            if (line(each.job).watched) {
                effects.check(each);
            }
        }
    }

    /** Returns a number that is equal where the same is expected of what may come, as far as the device does not show it. */
    long state() {
        long sum = 0;
        for (int i = 0; i < book.watches().size(); i++) {
            Job again = book.watches().get(i).line.again;
            sum += again == null ? 0 : (again.id() + 1) * 0xBF58476D1CE4E5B9L;
        }
        return sum;
    }

    private void require(boolean holds, String rule, Job job) {
        if (!holds) {
            violations.add(rule, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }
}
