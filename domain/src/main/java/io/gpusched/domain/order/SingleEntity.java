package io.gpusched.domain.order;

/**
 * One entity for the scheduler's whole life: the firmware schedules, so there is nothing to select. The scheduler only feeds the ring
 * that belongs to the entity, with dependencies, credits and timeouts as ever.
 *
 * @kernel DRM_SCHED_POLICY_SINGLE_ENTITY, of the series that moved the scheduler to a work queue
 */
public record SingleEntity() implements KeyPolicy {
    @Override
    public String label() {
        return "single";
    }

    @Override
    public boolean sharesOneRunQueue() {
        return true;
    }

    @Override
    public boolean isForOneEntity() {
        return true;
    }

    @Override
    public boolean looksAtTheTime() {
        return false;
    }

    @Override
    public long keyOnJoin(Standing entity, Head head, Candidate first) {
        return 0;
    }
}
