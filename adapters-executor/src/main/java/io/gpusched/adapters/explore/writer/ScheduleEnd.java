package io.gpusched.adapters.explore.writer;

/** The ways in which a schedule ends. */
public enum ScheduleEnd {
    /** Nothing was left to do. */
    QUIET,
    /** Only timers beyond the end were left. */
    CUT_OFF,
    /** The schedule took more steps than it may. */
    TOO_LONG,
    /** The interleaving knew what follows. */
    KNOWN,
    /** A step failed. */
    FAILED
}
