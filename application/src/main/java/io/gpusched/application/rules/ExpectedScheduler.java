package io.gpusched.application.rules;

import io.gpusched.application.port.Message;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The expected state of a scheduler and of the hardware under it. */
final class ExpectedScheduler {
    final Scheduler scheduler;
    final ExpectedTimeout timeout;
    /** The jobs that ran and were not freed, in the order in which they started. */
    final List<ExpectedJob> running = new ArrayList<>(4);
    /** The entities that stand in a run queue of it. */
    final List<ExpectedEntity> standing = new ArrayList<>(4);
    /** How it divides the hardware by weights; null under a policy that does not. */
    final @Nullable ExpectedShares shares;
    /** The messages that were sent and not processed, the oldest first. */
    final Queue<Message> messages = new ArrayDeque<>(0);

    final MovingAverage average = new MovingAverage();
    /** How many round-robin turns were given on each level. */
    final long[] turns = new long[Priority.values().length];
    /** The priority that the first in its run queue had when the queue last changed, or null. */
    @Nullable
    Priority firstPriority;
    /** The entity whose turn it was last in this step, or null. */
    @Nullable
    ExpectedEntity selected;

    // ---- a reset ----

    /** Submission is paused. */
    boolean paused;
    /** A reset is between its stop and its start. */
    boolean inReset;
    /** The reset that is under way is to run all jobs again. */
    boolean runsAgain;
    /** What jobs without a run end with when the reset ends that is under way, or null. */
    @Nullable
    Errno startError;
    /** Whose jobs the reset that is under way cancels, or null. */
    @Nullable
    Entity cancelled;

    // ---- what Linux forgets ----

    /** After the handler said that the device was gone, Linux does not look whether the jobs behind have finished. */
    boolean leavesFinished;
    /** What jobs that are gone have left on the score, and nobody takes off. */
    int leaked;

    // ---- the port ----

    /** The calls to its hardware are reported. */
    boolean watched;
    /** The job that a resubmission gave to the hardware last, between the stop and the start; or null. */
    @Nullable
    Job resubmitted;

    // ---- counted anew by Expected.addUp ----

    /** The credits of the jobs that ran and are not done; those that a stop detached have given theirs back. */
    int creditsUnderWay;
    /** The jobs that should be on the pending list. */
    int pending;
    /** The jobs that count for the score. */
    int scored;

    ExpectedScheduler(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.shares = scheduler.policy() instanceof StartTimeFair policy ? new ExpectedShares(policy) : null;
        this.timeout = new ExpectedTimeout(this, scheduler);
    }

    /** Returns the entity that stands first on a level, ready or not; null if there is none. */
    @Nullable
    ExpectedEntity first(int level) {
        ExpectedEntity first = null;
        for (int i = 0; i < standing.size(); i++) {
            ExpectedEntity each = standing.get(i);
            if (each.level == level && (first == null || each.isBefore(first))) {
                first = each;
            }
        }
        return first;
    }

    @Override
    public String toString() {
        return scheduler.toString();
    }
}
