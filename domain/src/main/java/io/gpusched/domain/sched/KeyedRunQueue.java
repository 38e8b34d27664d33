package io.gpusched.domain.sched;

import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.order.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one scheduler in the order of their keys, as a {@link KeyPolicy} gives them. A policy with several run queues has one of these for each priority.
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
 * job of an entity arrives ({@link #enter}), when a job was taken and another waits, and when the last one was taken ({@link #jobTaken}).
 *
 * <p>The priority of the head is noted when the queue changes, not when the priority of an entity does. Linux reads it then, and the place
 * of an entity that joins depends on it under fair.
 *
 * @kernel struct drm_sched_rq
 */
public final class KeyedRunQueue extends RunQueue implements Head {
    private final KeyPolicy policy;
    private final boolean tracksHeadPriority;
    private final PairingHeap<Entity> ready = new PairingHeap<>();
    private final PairingHeap<Entity> blocked = new PairingHeap<>();
    private long insertions;
    private long turns;
    private long nowNanos;
    private @Nullable Priority headPriority;

    KeyedRunQueue(Scheduler scheduler, KeyPolicy policy, int level) {
        super(scheduler, level);
        this.policy = policy;
        this.tracksHeadPriority = policy.sharesOneRunQueue();
    }

    /** Returns how many round-robin turns were given so far. */
    public long turns() {
        return turns;
    }

    @Override
    public @Nullable Entity firstReady() {
        return ready.first();
    }

    @Override
    public int levelOf(Entity entity) {
        return level();
    }

    @Override
    public long keyOf(Entity entity) {
        return entity.key();
    }

    @Override
    public boolean comesBefore(Entity entity, Entity other) {
        return entity.isBefore(other);
    }

    @Override
    boolean holdsReady(Entity entity) {
        return ready.contains(entity);
    }

    @Override
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
        return scheduler().averageMicros();
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public long nextTurn() {
        return ++turns;
    }

    @Override
    void enter(Entity entity, Job first) {
        nowNanos = Math.max(nowNanos, first.submitNanos());
        insert(entity, policy.keyOnJoin(entity, this, first));
    }

    @Override
    void jobTaken(Entity entity, Job taken, @Nullable Job next) {
        if (next == null) {
            leave(entity);
            policy.onEmpty(entity, this);
        } else {
            long key = policy.keyOnNext(entity, this, next);
            ready.move(entity, key, insertions++);
            refreshHeadPriority();
        }
    }

    @Override
    void block(Entity entity) {
        ready.remove(entity);
        blocked.insert(entity, entity.key(), entity.number());
    }

    @Override
    void unblock(Entity entity) {
        if (blocked.contains(entity)) {
            blocked.remove(entity);
            ready.insert(entity, entity.key(), entity.number());
        }
    }

    @Override
    void headReplaced(Entity entity, Job first) {
        ready.move(entity, policy.keyOnReplaced(entity, this, first), insertions++);
        refreshHeadPriority();
    }

    @Override
    void rekey(Entity entity, Job first, long now) {
        nowNanos = now;
        long key = policy.keyOnChange(entity, this, first);
        if (key != entity.key()) {
            (ready.contains(entity) ? ready : blocked).move(entity, key, insertions++);
            refreshHeadPriority();
        }
    }

    @Override
    void advance(long now) {
        nowNanos = now;
    }

    @Override
    void emptied(Entity entity) {
        leave(entity);
        policy.onEmpty(entity, this);
    }

    private void insert(Entity entity, long key) {
        ready.insert(entity, key, insertions++);
        refreshHeadPriority();
    }

    @Override
    void leave(Entity entity) {
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
