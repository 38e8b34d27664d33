package io.gpusched.application.shared;

import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.EntityGroup;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of an entity of a {@link SharedDevice}. A value; each method makes another one.
 *
 * @param name for people, in snapshots and refusals
 * @param rings those that it may use, at least one; each job goes to the one with the least to do, as far as order allows
 * @param priority its urgency
 * @param queueLimit how many of its jobs may wait, at least 1. <b>Unless you set it, there is no limit</b>: a client that submits
 *     faster than its share of the hardware fills the memory
 * @param rate how fast its jobs may be submitted; null for any rate. Faster ones are refused with {@link
 *     io.gpusched.application.device.Rejection.RateExceeded}
 * @param weight its part of the hardware, relative to the other members of its group, or to the others without one, 1 to {@link
 *     EntityGroup#MAX_WEIGHT}; it counts under {@link io.gpusched.domain.order.StartTimeFair}, the policy of a ring for which nobody chose one
 * @param group the group with which it shares its part, or null
 * @param <P> what a job is
 */
public record EntityOptions<P>(
        String name,
        List<Ring<P>> rings,
        Priority priority,
        int queueLimit,
        @Nullable Rate rate,
        int weight,
        @Nullable SharedGroup group) {
    /** The queue limit of an entity that has none. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public EntityOptions {
        Objects.requireNonNull(name, "an entity has a name");
        Objects.requireNonNull(priority, "an entity has a priority");
        rings = List.copyOf(rings);
        if (rings.isEmpty()) {
            throw new IllegalArgumentException("entity " + name + " needs at least one ring");
        }
        requireQueueLimit(queueLimit);
        requireWeight(weight);
    }

    static int requireWeight(int weight) {
        if (weight < 1 || weight > EntityGroup.MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to " + EntityGroup.MAX_WEIGHT + ", not " + weight);
        }
        return weight;
    }

    static int requireQueueLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("at least 1 job may wait, not " + limit);
        }
        return limit;
    }

    /** Options of an entity of normal priority, on one ring, without a limit. */
    public static <P> EntityOptions<P> of(String name, Ring<P> ring) {
        return new EntityOptions<>(name, List.of(ring), Priority.NORMAL, NO_LIMIT, null, 1, null);
    }

    /** Changes the rings. */
    public EntityOptions<P> rings(List<Ring<P>> changed) {
        return new EntityOptions<>(name, changed, priority, queueLimit, rate, weight, group);
    }

    /** Changes the urgency. */
    public EntityOptions<P> priority(Priority changed) {
        return new EntityOptions<>(name, rings, changed, queueLimit, rate, weight, group);
    }

    /** Changes how many jobs may wait. */
    public EntityOptions<P> queueLimit(int changed) {
        return new EntityOptions<>(name, rings, priority, changed, rate, weight, group);
    }

    /** Limits how fast its jobs may be submitted. */
    public EntityOptions<P> rate(Rate changed) {
        return new EntityOptions<>(name, rings, priority, queueLimit, changed, weight, group);
    }

    /** Changes its part of the hardware, relative to the others. */
    public EntityOptions<P> weight(int changed) {
        return new EntityOptions<>(name, rings, priority, queueLimit, rate, changed, group);
    }

    /** Makes it a member of a group. */
    public EntityOptions<P> group(SharedGroup changed) {
        return new EntityOptions<>(name, rings, priority, queueLimit, rate, weight, changed);
    }
}
