package io.gpusched.application.rules;

import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The view of an expected run queue that a policy of one's own gets when the model asks it.
 *
 * @param scheduler whose run queue
 * @param level which of its run queues
 * @param nowNanos the time on the device's clock, in nanoseconds
 */
record ExpectedHead(ExpectedScheduler scheduler, int level, long nowNanos) implements Head {
    @Override
    public long minVruntimeNanos() {
        ExpectedEntity first = scheduler.first(level);
        return first == null ? 0 : first.key;
    }

    @Override
    public @Nullable Priority headPriority() {
        ExpectedEntity first = scheduler.first(level);
        return first == null ? null : first.entity.priority();
    }

    @Override
    public long averageMicros() {
        return scheduler.average.micros();
    }

    @Override
    public long nextTurn() {
        return ++scheduler.turns[level];
    }
}
