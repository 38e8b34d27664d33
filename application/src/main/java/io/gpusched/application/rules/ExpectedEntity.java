package io.gpusched.application.rules;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expected state of an entity: where its jobs may go, which of them are queued, where it stands, and what it has used. */
final class ExpectedEntity {
    final Entity entity;
    /** The priority that it was made with. Under rr and fifo, Linux keeps it in the run queue of that one for ever. */
    final Priority madeWith;
    /** The schedulers among which the load balancer picks for its next job; empty if it stays where it is. */
    List<Scheduler> choice;

    Scheduler scheduler;
    boolean killed;
    /** One of its jobs was blamed while it was on that job's scheduler. */
    boolean guilty;

    // ---- its queue ----

    @Nullable
    ExpectedJob first;

    @Nullable
    ExpectedJob last;
    /** The job that was pushed last, wherever it is now, or null. */
    @Nullable
    ExpectedJob pushed;
    /** The finished fence of its job that was taken last, or null. */
    @Nullable
    Fence lastTaken;
    /** The fence that it was last reported to wait for, if it may still be among the fence's callbacks; or null. */
    @Nullable
    Fence awaited;
    /** How many of its jobs have not run; counted anew by {@link Expected#addUp}. */
    int waiting;

    // ---- its place in the run queue ----

    boolean stands;
    int level;
    long key;
    long number;
    /** Its last round-robin turn. */
    long turn;

    /** Its place where the hardware is divided by weights. */
    final ExpectedShares.Node share = new ExpectedShares.Node(this, null);

    // ---- what it has used ----

    final MovingAverage average = new MovingAverage();
    long runtimeNanos;
    /** How much of the run time its virtual run time contains. */
    long countedNanos;

    long vruntimeNanos;
    /** The virtual run time was set in this step. */
    boolean vruntimeChanged;

    ExpectedEntity(Entity entity) {
        this.entity = entity;
        this.madeWith = entity.priority();
        this.choice = entity.choice();
        this.scheduler = entity.scheduler();
    }

    /** Tells whether a job of it is queued or running. */
    boolean isBusy() {
        ExpectedJob latest = pushed;
        return latest != null && !latest.finished;
    }

    /** Tells whether it stands before another one in their run queue. */
    boolean isBefore(ExpectedEntity other) {
        return key != other.key ? key < other.key : number < other.number;
    }

    @Override
    public String toString() {
        return entity.toString();
    }
}
