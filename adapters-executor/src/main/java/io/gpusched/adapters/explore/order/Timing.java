package io.gpusched.adapters.explore.order;

/** How far time binds the order of events. */
public enum Timing {
    /** Work takes no time: timers fire when no work is left, the first one first; only among equal times there is a choice. */
    EXACT,
    /** Work may be late: the first timers may fire before work that is queued. */
    WORK_LATE,
    /**
     * Everything may be late: hardware, timers and clients as well as work. What one ring or one client does stays in order, and nothing
     * is early.
     */
    ALL_LATE
}
