package io.gpusched.domain.sched;

/**
 * The credits of a scheduler: how much it may have on its hardware at once, and how much it has. Every job says how many credits it takes up.
 *
 * @kernel drm_gpu_scheduler.credit_limit, credit_count
 */
public final class Credits {
    private final int limit;
    private int inFlight;

    /**
     * Makes an account with nothing in flight.
     *
     * @param limit at least 1
     */
    public Credits(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a credit limit is at least 1, not " + limit);
        }
        this.limit = limit;
    }

    /** Returns the most that may be in flight. */
    public int limit() {
        return limit;
    }

    /** Returns the sum over all jobs on the hardware. */
    public int inFlight() {
        return inFlight;
    }

    /** Tells whether that many more may go to the hardware. */
    boolean fits(int credits) {
        return limit - inFlight >= credits;
    }

    void take(int credits) {
        inFlight += credits;
    }

    void giveBack(int credits) {
        inFlight -= credits;
    }
}
