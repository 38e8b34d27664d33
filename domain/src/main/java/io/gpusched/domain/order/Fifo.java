package io.gpusched.domain.order;

/**
 * The oldest waiting job first, of whatever entity. Linux's default.
 *
 * @kernel DRM_SCHED_POLICY_FIFO
 */
public record Fifo() implements KeyPolicy {
    @Override
    public String label() {
        return "fifo";
    }

    @Override
    public boolean looksAtTheTime() {
        return false;
    }

    @Override
    public long keyOnJoin(Standing entity, Head head, Candidate first) {
        return first.submitNanos();
    }
}
