package io.gpusched.domain.sched;

/**
 * Who may run next: an {@link Entity}, or {@link Nothing}. The entity is itself the outcome, so that selecting allocates nothing.
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
