package io.gpusched.application.rules;

import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.Standing;

/**
 * The view of an expected entity that a policy of one's own gets when the model asks it: key and turn are the model's own, so that the policy and
 * the scheduler under test do not share them.
 *
 * @param entity the entity
 */
record ExpectedStanding(ExpectedEntity entity) implements Standing {
    @Override
    public Priority priority() {
        return entity.entity.priority();
    }

    @Override
    public GpuTime gpuTime() {
        return entity.entity.gpuTime();
    }

    @Override
    public int weight() {
        return entity.entity.weight();
    }

    @Override
    public long key() {
        return entity.key;
    }

    @Override
    public long turn() {
        return entity.turn;
    }

    @Override
    public void setTurn(long turn) {
        entity.turn = turn;
    }
}
