package io.gpusched.domain.order;

/**
 * Start-time fair queueing: the hardware is divided between entities, and groups of entities, in the ratio of their weights. It is ours and
 * not Linux's. It suits many tenants, short-lived or not, and calls that run for long beside each other.
 *
 * <p>Every entity has a <i>finish tag</i>: the hardware time that its jobs have taken, divided by its weight. The <i>start tag</i> of a job is the
 * greater of that and the <i>virtual time</i> at which the entity came to wait. The entity with the least start tag is next, and
 * among equals the one that came first. An estimate of the job's time is charged when the job starts, and corrected when it ends, so one
 * entity cannot take all the slots while its first job has not ended. An entity that was idle starts at the virtual time, so it has
 * neither saved up credit nor lost its place. Virtual time moves with the work that is done, so newcomers cannot pass for ever an entity that
 * waits, which they can under {@link Fair}.
 *
 * <p>Serving by start tags with the virtual time of an ideal server is the method of A. Greenberg and N. Madras, <i>How Fair is Fair Queuing</i>,
 * 1992; the name, and the proof for hardware whose speed varies, are those of P. Goyal, H. Vin and H. Cheng, <i>Start-time Fair Queueing</i>, 1996;
 * several jobs at once are treated as by W. Jin, J. Chase and J. Kaur, <i>Interposed Proportional Sharing for a Storage Service Utility</i>, 2004;
 * groups as by J. Bennett and H. Zhang, <i>Hierarchical Packet Fair Queueing Algorithms</i>, 1997. {@code docs/shares.md} derives the bounds.
 *
 * <p>A priority is a factor of the weight, in the ratios of the shares that {@link Fair} gives: kernel 8, high 4, low 1/8 of normal. With
 * <i>strict</i> priorities it is a level instead: a job of a less urgent level starts when no more urgent one is ready, and the weights
 * divide each level.
 *
 * @param strict whether priorities are levels and not factors
 * @param agingNanos with strict priorities, after how long a wait an entity moves up one level, in nanoseconds, at least 1; {@link
 *     #NO_AGING} if it never does
 */
public record StartTimeFair(boolean strict, long agingNanos) implements Policy {
    /** The {@link #agingNanos} of a policy under which nobody moves up. */
    public static final long NO_AGING = Long.MAX_VALUE;

    public StartTimeFair {
        if (agingNanos < 1) {
            throw new IllegalArgumentException("an entity moves up after at least 1 ns, not " + agingNanos);
        }
        if (!strict && agingNanos != NO_AGING) {
            throw new IllegalArgumentException("aging needs strict priorities: without them nobody starves");
        }
    }

    /** Priorities are factors of the weight. */
    public static StartTimeFair weighted() {
        return new StartTimeFair(false, NO_AGING);
    }

    /** Priorities are strict levels, and nobody moves up. */
    public static StartTimeFair strictPriorities() {
        return new StartTimeFair(true, NO_AGING);
    }

    /**
     * Priorities are strict levels, and an entity that has waited for long moves up one.
     *
     * @param agingNanos after how long, in nanoseconds, at least 1
     */
    public static StartTimeFair strictPriorities(long agingNanos) {
        return new StartTimeFair(true, agingNanos);
    }

    @Override
    public String label() {
        String name = strict ? "sfq-strict" : "sfq";
        return ages() ? name + ":aging=" + agingNanos + "ns" : name;
    }

    @Override
    public boolean sharesOneRunQueue() {
        return true;
    }

    @Override
    public boolean looksAtTheTime() {
        return ages();
    }

    /** Tells whether an entity that waits for long moves up. */
    public boolean ages() {
        return agingNanos != NO_AGING;
    }
}
