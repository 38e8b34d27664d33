package io.gpusched.domain.time;

/**
 * The two numbers of nanoseconds that stand for no time. Points of time count from the start of the writer's clock, which never shows
 * this number.
 */
public final class Nanos {
    /** The point of time of what does not happen, or has not happened: later than every other one. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The length of time of what takes as long as it takes: no timeout, no limit. @kernel MAX_SCHEDULE_TIMEOUT */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    private Nanos() {}
}
