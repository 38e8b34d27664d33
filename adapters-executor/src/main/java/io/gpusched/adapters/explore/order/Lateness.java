package io.gpusched.adapters.explore.order;

/** What may be late, and so overtaken by something else. Nothing is ever early. */
public enum Lateness {
    /** Nothing: timers fire when no work is left, the first one first. Only equal times leave a choice. */
    NONE,
    /** Work: the first timers may fire before work that is queued. */
    WORK,
    /** Hardware, timers and clients as well as work. What one ring or one client does stays in order. */
    ALL
}
