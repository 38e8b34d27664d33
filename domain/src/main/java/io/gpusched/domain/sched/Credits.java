package io.gpusched.domain.sched;

/**
 * The credits of a scheduler: how much it may have on its hardware at once, and how much it has. Every job says how many credits it takes up.
 *
 * <p>In Linux the limit is fixed. Here its owner may change it while jobs run, and may close the account for a while to limit a rate.
 *
 * @kernel drm_gpu_scheduler.credit_limit, credit_count
 */
public final class Credits {
    private int limit;
    private int inFlight;
    private boolean closed;

    /**
     * Makes an account with nothing in flight.
     *
     * @param limit at least 1
     */
    public Credits(int limit) {
        setLimit(limit);
    }

    /**
     * Changes the limit. What is in flight stays there: after the limit was lowered, nothing more starts until enough has finished.
     *
     * @param limit at least 1
     */
    public void setLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a credit limit is at least 1, not " + limit);
        }
        this.limit = limit;
    }

    /** Tells whether nothing more starts, whatever is in flight. */
    public boolean isClosed() {
        return closed;
    }

    /** Lets nothing more start, whatever is in flight, or ends that. */
    public void setClosed(boolean closed) {
        this.closed = closed;
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
        return !closed && limit - inFlight >= credits;
    }

    void take(int credits) {
        inFlight += credits;
    }

    void giveBack(int credits) {
        inFlight -= credits;
    }
}
