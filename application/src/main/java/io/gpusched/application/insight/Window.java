package io.gpusched.application.insight;

/**
 * A stretch of time that has a name.
 *
 * @param name what it is called; several may have one name, as the frames of a game
 * @param fromNanos when it begins
 * @param toNanos when it ends, exclusive; not before it begins
 */
public record Window(String name, long fromNanos, long toNanos) {
    public Window {
        if (toNanos < fromNanos) {
            throw new IllegalArgumentException("the window '" + name + "' ends before it begins");
        }
    }

    /** Returns how long it is, in nanoseconds. */
    public long nanos() {
        return toNanos - fromNanos;
    }

    /** Tells whether a time lies in it. */
    public boolean contains(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    /** Returns the same window on a clock that shows so much more, in nanoseconds. */
    public Window plus(long nanos) {
        return new Window(name, fromNanos + nanos, toNanos + nanos);
    }
}
