package io.gpusched.application.rules;

import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an entity, by the rules' own account: what its client asked for, and what it has used. */
final class EntityAccount {
    final Entity entity;
    /** The priority that it was made with. */
    final Priority firstPriority;
    /** The schedulers among which is chosen for its next job; empty if it stays where it is. */
    List<Scheduler> choice;

    Scheduler scheduler;
    boolean killed;
    /** The first and the last job of its queue. */
    @Nullable
    Claim first;

    @Nullable
    Claim last;
    /** The job that was pushed last, wherever it is. */
    @Nullable
    Claim pushed;

    /** Its place in the run queue. */
    boolean stands;

    int level;
    long key;
    long number;
    long turn;

    final MovingAverage average = new MovingAverage();
    long runtimeNanos;
    long countedNanos;
    long vruntimeNanos;
    boolean vruntimeChanged;

    EntityAccount(Entity entity) {
        this.entity = entity;
        this.firstPriority = entity.priority();
        this.choice = entity.choice();
        this.scheduler = entity.scheduler();
    }

    /** Tells whether a job of it is queued or running. */
    boolean isBusy() {
        Claim before = pushed;
        return before != null && !before.finished;
    }

    /** Tells whether it stands before another one in a run queue. */
    boolean isBefore(EntityAccount other) {
        return key != other.key ? key < other.key : number < other.number;
    }
}
