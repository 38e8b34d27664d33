package io.gpusched.application.rules;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client asked for with one job, and what has become of it, by the rules' own account. */
final class Claim {
    final Job job;
    final EntityAccount entity;
    final SchedulerAccount scheduler;
    /** What the job asked for, cut down to what the scheduler has. */
    final int credits;

    final long submitNanos;
    /** What it was told to wait for, of each context the latest. */
    final List<Fence> awaited;
    /** The job behind it in its entity's queue. */
    @Nullable
    Claim next;

    boolean ran;
    boolean done;
    boolean finished;
    boolean scheduled;
    /** A stop gave its credits back. */
    boolean detached;
    /** The timeout handler looks at it. */
    boolean inHand;
    /** The handler said that the device was gone while it was in hand. */
    boolean lost;

    long scheduledNanos;
    long finishedNanos;

    Claim(Job job, EntityAccount entity, SchedulerAccount scheduler, long submitNanos, List<Fence> awaited) {
        this.job = job;
        this.entity = entity;
        this.scheduler = scheduler;
        this.credits = Math.min(job.credits(), scheduler.scheduler.credits().limit());
        this.submitNanos = submitNanos;
        this.awaited = awaited;
    }

    @Override
    public String toString() {
        return job + " of " + job.entity() + " on " + job.scheduler();
    }
}
