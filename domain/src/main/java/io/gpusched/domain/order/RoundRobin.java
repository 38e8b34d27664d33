package io.gpusched.domain.order;

/**
 * Entities take turns. An entity goes to the end only when it leaves a job behind; an idle one keeps its turn, and a new one
 * holds turn 0, before every entity that has had a turn.
 *
 * @kernel DRM_SCHED_POLICY_RR
 */
public record RoundRobin() implements KeyPolicy {
    @Override
    public String label() {
        return "rr";
    }

    @Override
    public boolean looksAtTheTime() {
        return false;
    }

    @Override
    public long keyOnJoin(Standing entity, Head head, Candidate first) {
        return entity.turn();
    }

    @Override
    public long keyOnNext(Standing entity, Head head, Candidate first) {
        entity.setTurn(head.nextTurn());
        return entity.turn();
    }

    /** {@inheritDoc} The entity has not had its turn, so it keeps it. */
    @Override
    public long keyOnReplaced(Standing entity, Head head, Candidate first) {
        return entity.turn();
    }
}
