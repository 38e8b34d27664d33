package io.gpusched.application.shared;

import io.gpusched.domain.sched.EntityGroup;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Entities of a {@link SharedDevice} that have one part of each ring together, such as the sessions of a tenant, or the users of a tenant. Made by {@link
 * SharedDevice#group}.
 *
 * <p>Keep the group for as long as the tenant exists: what its members have used is held against the group, and a new group of the same name begins
 * afresh. Nothing else holds it, so a group that is let go costs no memory.
 *
 * <p>May be used from any thread.
 */
public final class SharedGroup {
    private final SharedDevice device;
    private final EntityGroup group;
    private final @Nullable SharedGroup parent;
    private final AtomicReference<@Nullable TokenBucket> bucket = new AtomicReference<>();

    SharedGroup(SharedDevice device, String name, int weight, @Nullable SharedGroup parent) {
        this.device = device;
        this.parent = parent;
        this.group = new EntityGroup(name, weight, parent == null ? null : parent.group);
    }

    /** Returns its name, for people. */
    public String name() {
        return group.name();
    }

    /**
     * Makes a group within this one: a user of a tenant.
     *
     * @param name for people
     * @param weight its part of what this group gets, relative to the other members, 1 to {@link EntityGroup#MAX_WEIGHT}
     */
    public SharedGroup group(String name, int weight) {
        return new SharedGroup(device, name, weight, this);
    }

    /**
     * Changes the weight. It counts for whatever is charged from then on.
     *
     * @param weight 1 to {@link EntityGroup#MAX_WEIGHT}
     */
    public void setWeight(int weight) {
        int changed = EntityOptions.requireWeight(weight);
        device.later(() -> group.setWeight(changed));
    }

    /**
     * Limits how fast the jobs of all its members together may be submitted. Faster ones are refused with {@link
     * io.gpusched.application.device.Rejection.RateExceeded}. The bucket of a new rate is full.
     *
     * @param rate the rate from now on, or null for any
     */
    public void setRate(@Nullable Rate rate) {
        bucket.set(rate == null ? null : new TokenBucket(rate));
    }

    /**
     * Takes a token of this group and of each group that it belongs to, or none.
     *
     * @return 0 if they were taken; else nanoseconds until the one that lacked is there
     */
    long tryTakeTokens(long nowNanos) {
        TokenBucket own = bucket.get();
        long wait = own == null ? 0 : own.tryTake(nowNanos);
        if (wait == 0 && parent != null) {
            wait = parent.tryTakeTokens(nowNanos);
            if (wait > 0 && own != null) {
                own.putBack();
            }
        }
        return wait;
    }

    /** Puts the tokens back that were taken for nothing. */
    void putTokensBack() {
        TokenBucket own = bucket.get();
        if (own != null) {
            own.putBack();
        }
        if (parent != null) {
            parent.putTokensBack();
        }
    }

    SharedDevice device() {
        return device;
    }

    /** Returns the group itself. For the writer. */
    EntityGroup onWriter() {
        return group;
    }

    @Override
    public String toString() {
        return group.toString();
    }
}
