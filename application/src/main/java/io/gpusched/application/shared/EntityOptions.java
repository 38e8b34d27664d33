package io.gpusched.application.shared;

import io.gpusched.domain.order.Priority;
import java.util.List;
import java.util.Objects;

/**
 * The options of an entity of a {@link SharedDevice}. A value; each method makes another one.
 *
 * @param name for people, in snapshots and refusals
 * @param rings those that it may use, at least one; each job goes to the one with the least to do, as far as order allows
 * @param priority its urgency
 * @param queueLimit how many of its jobs may wait, at least 1. <b>Unless you set it, there is no limit</b>: a client that submits
 *     faster than its share of the hardware fills the memory
 * @param <P> what a job is
 */
public record EntityOptions<P>(String name, List<Ring<P>> rings, Priority priority, int queueLimit) {
    /** The queue limit of an entity that has none. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    public EntityOptions {
        Objects.requireNonNull(name, "an entity has a name");
        Objects.requireNonNull(priority, "an entity has a priority");
        rings = List.copyOf(rings);
        if (rings.isEmpty()) {
            throw new IllegalArgumentException("entity " + name + " needs at least one ring");
        }
        if (queueLimit < 1) {
            throw new IllegalArgumentException("at least 1 job may wait, not " + queueLimit);
        }
    }

    /** Options of an entity of normal priority, on one ring, without a limit. */
    public static <P> EntityOptions<P> of(String name, Ring<P> ring) {
        return new EntityOptions<>(name, List.of(ring), Priority.NORMAL, NO_LIMIT);
    }

    /** Changes the rings. */
    public EntityOptions<P> rings(List<Ring<P>> changed) {
        return new EntityOptions<>(name, changed, priority, queueLimit);
    }

    /** Changes the urgency. */
    public EntityOptions<P> priority(Priority changed) {
        return new EntityOptions<>(name, rings, changed, queueLimit);
    }

    /** Changes how many jobs may wait. */
    public EntityOptions<P> queueLimit(int changed) {
        return new EntityOptions<>(name, rings, priority, changed);
    }
}
