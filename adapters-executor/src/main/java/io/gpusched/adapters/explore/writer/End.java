package io.gpusched.adapters.explore.writer;

/** How a schedule ended. */
public enum End {
    /** Nothing was left to do. */
    QUIET,
    /** Only timers beyond the end were left. */
    CUT_OFF,
    /** It took more steps than it may. */
    TOO_LONG,
    /** The interleaving knew what follows. */
    KNOWN,
    /** A step failed. */
    FAILED
}
