package io.gpusched.application.insight;

import io.gpusched.application.insight.JobBook.Entry;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In what order a device numbers, places, retires and kills jobs. Reads the {@link JobBook}, and must be told of everything before it is
 * entered there.
 */
final class ConductRules implements Tracepoints {
    private static final String NUMBERED = "the fences of an entity are numbered in the order in which its jobs are pushed";
    private static final String ONE_PLACE = "the jobs of an entity are on one scheduler at a time";
    private static final String NOT_RESET = "no job is started between the stop and the start of a reset";
    private static final String RETIRED = "jobs are retired in the order in which they were started";
    private static final String KILLED_ALONE = "a killed job ends in a step of its own, never inside a callback";

    private static final long NONE = Long.MIN_VALUE;

    private final Violations violations;
    private final JobBook book;
    private final Map<Integer, Long> lastSeqno = new TreeMap<>();
    private boolean stepsOverlap;
    private boolean handlesTimeout;
    private final Set<Integer> resets = new TreeSet<>();
    private long finishedInStep = NONE;

    ConductRules(Violations violations, JobBook book) {
        this.violations = violations;
        this.book = book;
    }

    /** Says that several steps may be under way at once, so that nobody can tell whose doing something is. */
    void lettingStepsOverlap() {
        stepsOverlap = true;
    }

    /** Notes that a step is over. */
    void stepIsOver() {
        finishedInStep = NONE;
    }

    @Override
    public void jobQueued(Job job) {
        long seqno = job.fences().finished().seqno();
        Long before = lastSeqno.put(job.entity().id(), seqno);
        require(before == null || before < seqno, NUMBERED, job);
    }

    @Override
    public void jobRun(Job job) {
        require(!resets.contains(job.scheduler().id()), NOT_RESET, job);
        for (Entry each : book.jobs()) {
            boolean elsewhere = each.job.entity() == job.entity() && each.job.scheduler() != job.scheduler();
            require(!elsewhere || !each.hasRun() || each.done, ONE_PLACE, job);
        }
    }

    @Override
    public void finished(JobFences fences) {
        finishedInStep = finishedInStep == NONE ? fences.jobId() : finishedInStep;
    }

    @Override
    public void timedOut(Job job) {
        handlesTimeout = true;
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        handlesTimeout = false;
    }

    @Override
    public void stopped(Scheduler scheduler) {
        resets.add(scheduler.id());
    }

    @Override
    public void started(Scheduler scheduler) {
        resets.remove(scheduler.id());
    }

    @Override
    public void freed(Job job) {
        Entry entry = book.entry(job);
        if (entry == null || handlesTimeout || resets.contains(job.scheduler().id())) {
            return;
        }
        if (entry.hasRun()) {
            require(!entry.done || !isSomethingBefore(entry), RETIRED, job);
        } else {
            require(stepsOverlap || finishedInStep == job.id() || finishedInStep == NONE, KILLED_ALONE, job);
        }
    }

    private boolean isSomethingBefore(Entry entry) {
        for (Entry each : book.jobs()) {
            if (each.hasRun()
                    && each.start < entry.start
                    && !each.lost
                    && each.job.scheduler() == entry.job.scheduler()) {
                return true;
            }
        }
        return false;
    }

    private void require(boolean holds, String rule, Job job) {
        if (!holds) {
            violations.add(rule, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }
}
