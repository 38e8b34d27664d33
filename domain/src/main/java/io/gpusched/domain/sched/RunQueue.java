package io.gpusched.domain.sched;

import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one scheduler in the order of their keys. A policy with several run queues has one of these for each priority.
 *
 * <p>Linux keeps all entities that have jobs in one tree and walks past those that wait for a dependency. Here they are in two heaps,
 * <i>ready</i> and <i>blocked</i>, and an entity is in exactly one of them, under the same key and the same insertion number. So selection
 * takes the first of a heap and never meets a blocked entity, however many there are. Only the fair policy asks for the head of the whole
 * queue, blocked entities included. That is the lesser of the two heads.
 *
 * <p>Equal keys go by insertion number, and each insertion gets a new number, because the kernel's tree puts a node behind those of the same
 * key. {@link #block} and {@link #unblock} keep key and number: in Linux a blocked entity does not move in the tree.
 *
 * <p>The policy decides about keys, and asks this queue for what it needs as a {@link Head}. It is asked at three moments: when the first
 * job of an entity arrives ({@link #join}), when a job was taken and another waits, and when the last one was taken ({@link #jobTaken}).
 *
 * <p>The priority of the head is noted when the queue changes, not when the priority of an entity does. Linux reads it then, and the place
 * of an entity that joins depends on it under fair.
 *
 * @kernel struct drm_sched_rq
 */
public final class RunQueue implements Head {
    private final Scheduler scheduler;
    private final Policy policy;
    private final int level;
    private final boolean tracksHeadPriority;
    private final PairingHeap<Entity> ready = new PairingHeap<>();
    private final PairingHeap<Entity> blocked = new PairingHeap<>();
    private long insertions;
    private long turns;
    private @Nullable Priority headPriority;

    RunQueue(Scheduler scheduler, Policy policy, int level) {
        this.scheduler = scheduler;
        this.policy = policy;
        this.level = level;
        this.tracksHeadPriority = policy.sharesOneRunQueue();
    }

    /** Returns the scheduler that selects from this queue. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns its place among the run queues of its scheduler: 0 is looked at first. */
    int level() {
        return level;
    }

    /** Returns how many round-robin turns were given so far. */
    public long turns() {
        return turns;
    }

    /** Returns the first entity whose job waits for no dependency, or null. */
    public @Nullable Entity firstReady() {
        return ready.first();
    }

    boolean holdsReady(Entity entity) {
        return ready.contains(entity);
    }

    boolean holdsBlocked(Entity entity) {
        return blocked.contains(entity);
    }

    @Override
    public long minVruntimeNanos() {
        Entity head = head();
        return head == null ? 0 : head.key();
    }

    @Override
    public @Nullable Priority headPriority() {
        return headPriority;
    }

    @Override
    public long averageMicros() {
        return scheduler.averageMicros();
    }

    @Override
    public long nextTurn() {
        return ++turns;
    }

    /**
     * Lets an entity in whose first job has arrived.
     *
     * @kernel drm_sched_rq_add_entity()
     */
    void join(Entity entity, long submitNanos) {
        if (!entity.isAttached()) {
            entity.setAttached(true);
            scheduler.score().increment();
        }
        insert(entity, policy.keyOnJoin(entity, this, submitNanos));
    }

    /**
     * Moves an entity to its new place after a job was taken from it.
     *
     * @kernel drm_sched_rq_pop_entity()
     */
    void jobTaken(Entity entity, @Nullable Job next) {
        if (next == null) {
            leave(entity);
            policy.onEmpty(entity, this);
        } else {
            long key = policy.keyOnNext(entity, this, next.submitNanos());
            ready.move(entity, key, insertions++);
            refreshHeadPriority();
        }
    }

    /** Moves an entity to its new place because another job has become its first one without a turn: the one before it was withdrawn. */
    void headReplaced(Entity entity, Job first) {
        ready.move(entity, policy.keyOnReplaced(entity, this, first.submitNanos()), insertions++);
        refreshHeadPriority();
    }

    /** Lets an entity go whose last job was withdrawn. */
    void emptied(Entity entity) {
        leave(entity);
        policy.onEmpty(entity, this);
    }

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

    /** Sets an entity aside that waits for a dependency; it keeps its place. */
    void block(Entity entity) {
        ready.remove(entity);
        blocked.insert(entity, entity.key(), entity.number());
    }

    /** Brings an entity back whose dependency has signalled. */
    void unblock(Entity entity) {
        if (blocked.contains(entity)) {
            blocked.remove(entity);
            ready.insert(entity, entity.key(), entity.number());
        }
    }

    private void insert(Entity entity, long key) {
        ready.insert(entity, key, insertions++);
        refreshHeadPriority();
    }

    private void leave(Entity entity) {
        if (ready.contains(entity)) {
            ready.remove(entity);
            refreshHeadPriority();
        } else if (blocked.contains(entity)) {
            blocked.remove(entity);
            refreshHeadPriority();
        }
    }

    /** Linux reads the head's priority when its tree changes, not when the priority does; only the fair policy asks. */
    private void refreshHeadPriority() {
        if (tracksHeadPriority) {
            Entity head = head();
            headPriority = head == null ? null : head.priority();
        }
    }

    private @Nullable Entity head() {
        Entity a = ready.first();
        Entity b = blocked.first();
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
