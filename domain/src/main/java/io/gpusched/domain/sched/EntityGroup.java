package io.gpusched.domain.sched;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entities that have one share of the hardware together, such as the sessions of one tenant. A group may belong to another one: a user to a
 * tenant. Its weight counts against its siblings; the weights of its members divide what it gets. It has a meaning under {@link
 * io.gpusched.domain.order.StartTimeFair} only.
 *
 * <p>A group keeps what was charged to it on each run queue for as long as it exists, so a tenant that closes its entities and makes new
 * ones does not begin afresh.
 *
 * <p>Writer only, but for the name and the parent.
 */
public final class EntityGroup {
    /** The greatest weight of an entity or a group. */
    public static final int MAX_WEIGHT = 10_000;

    private final String name;
    private final @Nullable EntityGroup parent;
    /** One for each server that members have competed on: a few. */
    private final List<Share> shares = new ArrayList<>(1);

    private int weight;

    /**
     * Makes a group without members.
     *
     * @param name for people
     * @param weight its part of the hardware, relative to its siblings, 1 to {@link #MAX_WEIGHT}
     * @param parent the group that it belongs to, or null
     */
    public EntityGroup(String name, int weight, @Nullable EntityGroup parent) {
        this.name = name;
        this.weight = Share.requireWeight(weight);
        this.parent = parent;
    }

    /** Returns its name, for people. */
    public String name() {
        return name;
    }

    /** Returns its weight. */
    public int weight() {
        return weight;
    }

    /** Returns the group that it belongs to, or null. */
    public @Nullable EntityGroup parent() {
        return parent;
    }

    /**
     * Changes the weight. It counts for whatever is charged from now on.
     *
     * @param to 1 to {@link #MAX_WEIGHT}
     */
    public void setWeight(int to) {
        weight = Share.requireWeight(to);
        for (Share each : shares) {
            each.reweigh(to, Share.NORMAL_FACTOR);
        }
    }

    /** Returns the server on which the members compete, somewhere below a root. */
    FairServer serverUnder(FairServer root) {
        for (Share each : shares) {
            FairServer members = each.members();
            if (members.root() == root) {
                return members;
            }
        }
        FairServer above = parent == null ? root : parent.serverUnder(root);
        Share made = new Share(root, above);
        made.reweigh(weight, Share.NORMAL_FACTOR);
        shares.add(made);
        return made.members();
    }

    @Override
    public String toString() {
        return "group " + name;
    }
}
