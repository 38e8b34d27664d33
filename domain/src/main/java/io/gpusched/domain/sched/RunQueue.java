package io.gpusched.domain.sched;

import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.StartTimeFair;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one scheduler that have jobs, in the order in which they are served. There is one kind for each kind of policy: {@link
 * KeyedRunQueue} orders entities by keys, {@link SharedRunQueue} divides the hardware by weights.
 *
 * <p>An entity tells its queue of four things: it has a first job ({@link #join}), its first job was taken ({@link #jobTaken}), its first job
 * waits for a dependency ({@link #block}) or does so no longer ({@link #unblock}), and it goes away ({@link #detach}).
 *
 * <p>Writer only.
 *
 * @kernel struct drm_sched_rq
 */
public abstract sealed class RunQueue permits KeyedRunQueue, SharedRunQueue {
    private final Scheduler scheduler;
    private final int level;

    RunQueue(Scheduler scheduler, int level) {
        this.scheduler = scheduler;
        this.level = level;
    }

    /** Makes the run queue of a policy. */
    static RunQueue of(Scheduler scheduler, Policy policy, int level) {
        return switch (policy) {
            case KeyPolicy keys -> new KeyedRunQueue(scheduler, keys, level);
            case StartTimeFair shares -> new SharedRunQueue(scheduler, shares);
        };
    }

    /** Returns the scheduler that selects from this queue. */
    public final Scheduler scheduler() {
        return scheduler;
    }

    /** Returns its place among the run queues of its scheduler: 0 is looked at first. */
    final int level() {
        return level;
    }

    /** Returns the first entity whose job waits for no dependency, or null. */
    public abstract @Nullable Entity firstReady();

    /** Tells whether an entity stands here with a job that waits for nothing. */
    abstract boolean holdsReady(Entity entity);

    /** Tells whether an entity stands here with a job that waits for a dependency. */
    abstract boolean holdsBlocked(Entity entity);

    /** Returns the level at which an entity stands here, 0 for the most urgent. */
    public abstract int levelOf(Entity entity);

    /**
     * Returns the number by which an entity stands where it does on its level, smallest first: the key that a {@link KeyPolicy} gave it; under
     * {@link StartTimeFair} the start tag of the outermost group that it belongs to, or its own, in nanoseconds of hardware time at a weight of 1.
     */
    public abstract long keyOf(Entity entity);

    /** Tells whether an entity that stands here, ready or not, comes before another one that does. */
    public abstract boolean comesBefore(Entity entity, Entity other);

    /**
     * Lets an entity in whose first job has arrived.
     *
     * @kernel drm_sched_rq_add_entity()
     */
    final void join(Entity entity, Job first) {
        if (!entity.isAttached()) {
            entity.setAttached(true);
            scheduler.score().increment();
        }
        enter(entity, first);
    }

    /** Gives an entity with a first job its place. */
    abstract void enter(Entity entity, Job first);

    /**
     * Moves an entity to its new place after a job was taken from it.
     *
     * @param taken the job, which goes to the hardware
     * @param next the job that is first now, or null
     * @kernel drm_sched_rq_pop_entity()
     */
    abstract void jobTaken(Entity entity, Job taken, @Nullable Job next);

    /** Moves an entity to its new place because another job has become its first one without a turn: the one before it was withdrawn. */
    abstract void headReplaced(Entity entity, Job first);

    /** Moves an entity to its new place because its key may have changed while it waits. */
    abstract void rekey(Entity entity, Job first, long nowNanos);

    /** Takes note of the time. */
    abstract void advance(long nowNanos);

    /** Lets an entity go whose last job was withdrawn. */
    abstract void emptied(Entity entity);

    /** Sets an entity aside that waits for a dependency. */
    abstract void block(Entity entity);

    /** Brings an entity back whose dependency has signalled, if it was set aside. */
    abstract void unblock(Entity entity);

    /** Takes an entity out, wherever it stands. */
    abstract void leave(Entity entity);

    /**
     * Forgets an entity.
     *
     * @kernel drm_sched_rq_remove_entity()
     */
    void detach(Entity entity) {
        if (entity.isAttached()) {
            entity.setAttached(false);
            scheduler.score().decrement();
            leave(entity);
        }
    }
}
