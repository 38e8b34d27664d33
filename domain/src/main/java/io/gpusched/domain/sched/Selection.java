package io.gpusched.domain.sched;

/**
 * The outcome of a selection: an {@link Entity}, or {@link Nothing}. The entity itself is the outcome, so selecting allocates nothing.
 *
 * @kernel drm_sched_select_entity()
 */
public sealed interface Selection permits Entity, Selection.Nothing {
    /** Why nobody was selected. */
    enum Nothing implements Selection {
        /** An entity is ready, but its job needs more credits than are free. Nobody behind it may overtake it. */
        OUT_OF_CREDITS,
        /** No entity has a job that could run. */
        NO_ENTITY
    }
}
