package io.gpusched.domain.sched;

/** Puts an entity into a state that no call of the domain's public methods leads to. */
public final class Tampering {
    private Tampering() {}

    /** Makes an entity count towards the score of its scheduler, without counting it there. */
    public static void attach(Entity entity) {
        entity.setAttached(true);
    }
}
