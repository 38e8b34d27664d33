package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import org.jspecify.annotations.Nullable;

/** Rules about flushes: when those who wait for an entity's queue to become empty are called back, and with what error. */
final class FlushRules extends Subject {
    static final Rule ENDS = new Rule(
            "flushes.ends",
            "a flush ends without an error if nothing is queued, with ENODEV at a teardown, and with ETIME at its limit",
            "drm_sched_entity_flush(), sched_entity.c");
    static final Rule AT_ONCE = new Rule(
            "flushes.at-once", "a flush ends as soon as nothing is queued", "drm_sched_entity_flush(), sched_entity.c");
    static final Rule TORN_DOWN = new Rule(
            "flushes.torn-down",
            "a teardown ends the flushes of the entities that are on the scheduler",
            "drm_sched_fini(): job_scheduled, sched_main.c");

    FlushRules() {
        super(ENDS, AT_ONCE, TORN_DOWN);
    }

    @Override
    void signaled(Expected expected, Fence fence) {
        for (ExpectedFlush each : expected.flushes) {
            if (each.fence() == fence && !mayEnd(expected, each, fence.error())) {
                expected.violated(
                        ENDS,
                        fence + " ends with " + fence.error() + " while "
                                + each.entity().queued() + " jobs are queued");
            }
        }
    }

    private static boolean mayEnd(Expected expected, ExpectedFlush flush, @Nullable Errno error) {
        Entity entity = flush.entity();
        if (error == null) {
            return isOver(entity);
        }
        return Errno.ENODEV.equals(error)
                ? expected.isTornDown(entity.scheduler())
                : Errno.ETIME.equals(error) && expected.clock.nanos() >= flush.limitNanos();
    }

    @Override
    void tornDown(Expected expected, ExpectedScheduler scheduler) {
        for (ExpectedFlush each : expected.flushes) {
            if (each.entity().scheduler() == scheduler.scheduler) {
                expected.violated(TORN_DOWN, each.fence() + " goes on, although " + scheduler + " is torn down");
            }
        }
    }

    @Override
    void check(Expected expected) {
        for (Entity entity : expected.device().flushing()) {
            if (isOver(entity)) {
                expected.violated(AT_ONCE, "the flush of " + entity + " goes on");
            }
        }
    }

    private static boolean isOver(Entity entity) {
        return entity.queued() == 0 || entity.isStopped() || !entity.isAttached();
    }
}
