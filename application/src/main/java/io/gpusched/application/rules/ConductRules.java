package io.gpusched.application.rules;

import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.Set;
import java.util.TreeSet;

/**
 * In what order a device retires jobs, and when it starts none. Reads the {@link JobBook}, and must be told of everything before it is
 * entered there.
 */
final class ConductRules implements Tracepoints {
    private static final String NOT_RESET = "no job is started between the stop and the start of a reset";
    private static final String RETIRED = "jobs are retired in the order in which they were started";

    private final Violations violations;
    private final JobBook book;
    private final Set<Integer> resets = new TreeSet<>();

    ConductRules(Violations violations, JobBook book) {
        this.violations = violations;
        this.book = book;
    }

    @Override
    public void jobRun(Job job) {
        require(!resets.contains(job.scheduler().id()), NOT_RESET, job);
    }

    @Override
    public void stopped(Scheduler scheduler) {
        resets.add(scheduler.id());
    }

    @Override
    public void started(Scheduler scheduler) {
        resets.remove(scheduler.id());
    }

    /** While submission is paused, a reset or teardown frees last first. */
    @Override
    public void freed(Job job) {
        Entry entry = book.entry(job);
        if (entry != null && entry.hasRun() && entry.done && !job.scheduler().isPaused()) {
            require(!isSomethingBefore(entry), RETIRED, job);
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
