package io.gpusched.adapters.explore;

/** How a schedule ended. */
enum End {
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
