package io.gpusched.domain.order;

/**
 * The priority of an entity, most urgent first.
 *
 * @kernel enum drm_sched_priority
 */
public enum Priority {
    /** The kernel's own work: page tables, evictions. Its jobs are never blamed for a hang. */
    KERNEL(0, 1),
    /** Privileged clients. */
    HIGH(1, 2),
    /** The default. */
    NORMAL(2, 4),
    /** Background work. */
    LOW(3, 7);

    private static final Priority[] BY_LEVEL = values();

    private final int level;
    private final int vruntimeShift;

    Priority(int level, int vruntimeShift) {
        this.level = level;
        this.vruntimeShift = vruntimeShift;
    }

    /** Returns the number of the priority: 0 is the most urgent. */
    public int level() {
        return level;
    }

    /** Returns the priority with a number, 0 to 3. */
    public static Priority ofLevel(int level) {
        return BY_LEVEL[level];
    }

    /**
     * Returns by how many bits GPU time is scaled up to virtual run time: each bit halves the entity's fair share.
     *
     * @kernel vruntime_shift[]
     */
    public int vruntimeShift() {
        return vruntimeShift;
    }

    /** Tells whether this priority comes before another. */
    public boolean isMoreUrgentThan(Priority other) {
        return level < other.level;
    }
}
