package io.gpusched.domain.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that there are. Files, options, random workloads, studies and explorations all read this list, so a new policy needs its
 * class, a place here, and a paragraph in the documentation.
 */
public final class Policies {
    /** The policy of a scheduler for which nobody has chosen one. @kernel drm_sched_policy, its default */
    public static final Policy DEFAULT = new Fifo();

    private static final Policy ROUND_ROBIN = new RoundRobin();
    private static final Policy FAIR = new Fair();
    private static final Policy WEIGHTED = StartTimeFair.weighted();
    private static final Policy STRICT = StartTimeFair.strictPriorities();

    /** The policies of Linux that choose between entities. */
    public static final List<Policy> OF_LINUX = List.of(ROUND_ROBIN, DEFAULT, FAIR);

    /** The policies of Linux that choose between entities, the default first: the order in which tables compare them. */
    public static final List<Policy> DEFAULT_FIRST = List.of(DEFAULT, ROUND_ROBIN, FAIR);

    /** The policies that choose between entities. */
    public static final List<Policy> FOR_SEVERAL_ENTITIES = List.of(ROUND_ROBIN, DEFAULT, FAIR, WEIGHTED, STRICT);

    /** All policies. */
    public static final List<Policy> ALL = List.of(ROUND_ROBIN, DEFAULT, FAIR, WEIGHTED, STRICT, new SingleEntity());

    private Policies() {}

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
