package io.gpusched.views.html;

/**
 * A stretch of a run.
 *
 * @param fromNanos when it begins, from the start of the run
 * @param toNanos when it is over, later than that
 */
public record Stretch(long fromNanos, long toNanos) {
    public Stretch {
        if (toNanos <= fromNanos) {
            throw new IllegalArgumentException(
                    "a stretch has a length, as " + fromNanos + " to " + toNanos + " has not");
        }
    }
}
