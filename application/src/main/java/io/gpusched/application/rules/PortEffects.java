package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.PortRules.Calls;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Job;
import org.jspecify.annotations.Nullable;

/** What must show in the state of what the hardware's timeout handler did, and what of the state must have come to the hardware. */
final class PortEffects {
    /** No deadline: later than all. */
    static final long NONE = Long.MAX_VALUE;

    private static final String BLAMED =
            "the karma of a job is how often its timeout handler blamed it, and none for kernel priority";
    private static final String DEADLINE = "hardware was told the deadline of each job that it has";
    private static final String NOT_LATER = "a deadline of a job never gives way to a later one";

    private final Violations violations;

    PortEffects(Violations violations) {
        this.violations = violations;
    }

    /** The timeout handler is about to blame a job. */
    void blames(Entry entry) {
        entry.calls.blames += entry.job.priority() == Priority.KERNEL ? 0 : 1;
    }

    /** Hardware is about to be told a deadline. */
    void wants(Entry entry, long deadlineNanos) {
        require(deadlineNanos <= entry.calls.deadlineNanos, NOT_LATER, entry.job);
        entry.calls.deadlineNanos = deadlineNanos;
    }

    /** Compares what hardware and its handler know of a job with its state, between two steps. */
    void check(Entry entry) {
        Job job = entry.job;
        Calls calls = entry.calls;
        if (job.karma() != calls.blames) {
            violations.add(BLAMED, job + " has karma " + job.karma() + ", and was blamed " + calls.blames + " times");
        }
        @Nullable Long wanted = job.fences().deadlineNanos();
        if (wanted == null) {
            require(calls.lastDeadlineNanos == NONE, NOT_LATER, job);
            return;
        }
        require(wanted <= calls.lastDeadlineNanos, NOT_LATER, job);
        calls.lastDeadlineNanos = wanted;
        boolean there = entry.lastLaunch == Launch.Accepted.RUNNING && !entry.done && !entry.detached && !entry.lost;
        require(!there || calls.deadlineNanos == wanted, DEADLINE, job);
    }

    private void require(boolean holds, String rule, Job job) {
        if (!holds) {
            violations.add(rule, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }
}
