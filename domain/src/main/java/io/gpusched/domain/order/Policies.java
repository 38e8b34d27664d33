package io.gpusched.domain.order;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that there are. Files, options, random workloads, studies and explorations all read this list, so a new policy needs its
 * class, a place here, and a paragraph in the documentation.
 */
public final class Policies {
    /** The policy of a scheduler for which nobody has chosen one. @kernel drm_sched_policy, its default */
    public static final Policy DEFAULT = new Fifo();

    /** All policies. Replay tokens hold places in this list, so a new policy goes to its end. */
    public static final List<Policy> ALL = List.of(new RoundRobin(), DEFAULT, new Fair(), new SingleEntity());

    /** The policies that choose between entities, in the order of {@link #ALL}. */
    public static final List<Policy> FOR_SEVERAL_ENTITIES =
            ALL.stream().filter(each -> !each.isForOneEntity()).toList();

    /** The policies that choose between entities, the default first: the order in which tables compare them. */
    public static final List<Policy> DEFAULT_FIRST = defaultFirst();

    private Policies() {}

    private static List<Policy> defaultFirst() {
        List<Policy> policies = new ArrayList<>(FOR_SEVERAL_ENTITIES);
        policies.remove(DEFAULT);
        policies.addFirst(DEFAULT);
        return List.copyOf(policies);
    }

    /**
     * Returns the policy of that name, or null if there is none.
     *
     * @param label as {@link Policy#label} returns it
     */
    public static @Nullable Policy of(String label) {
        for (Policy each : ALL) {
            if (each.label().equals(label)) {
                return each;
            }
        }
        return null;
    }
}
