package io.gpusched.domain.sched;

/** Puts an entity or a scheduler into a state that no call of the domain's public methods leads to. */
public final class Tampering {
    private Tampering() {}

    /** Makes an entity count towards the score of its scheduler, without counting it there. */
    public static void attach(Entity entity) {
        entity.setAttached(true);
    }

    /** Tears a scheduler down, or brings it back, and does nothing about its jobs. */
    public static void setTornDown(Scheduler scheduler, boolean tornDown) {
        scheduler.tornDown = tornDown;
    }

    /** Makes a scheduler eligible, even if it was torn down. */
    public static void makeEligible(Scheduler scheduler) {
        boolean tornDown = scheduler.tornDown;
        scheduler.tornDown = false;
        scheduler.setEligible(true);
        scheduler.tornDown = tornDown;
    }
}
