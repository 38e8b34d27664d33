package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import org.jspecify.annotations.Nullable;

/** When those who wait for an entity's queue to become empty are called back, and with what error. */
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

    FlushRules(Expected expected, Violations violations) {
        super(expected, violations, ENDS, AT_ONCE, TORN_DOWN);
    }

    @Override
    void signaled(Fence fence) {
        for (ExpectedFlush each : expected.flushes) {
            if (each.fence() == fence && !mayEnd(each, fence.error())) {
                violations.add(
                        ENDS,
                        fence + " ends with " + fence.error() + " while "
                                + each.entity().queued() + " jobs are queued");
            }
        }
    }

    private boolean mayEnd(ExpectedFlush flush, @Nullable Errno error) {
        Entity entity = flush.entity();
        if (error == null) {
            return isOver(entity);
        }
        return Errno.ENODEV.equals(error)
                ? expected.isTornDown(entity.scheduler())
                : Errno.ETIME.equals(error) && expected.clock.nanos() >= flush.limitNanos();
    }

    @Override
    void tornDown(ExpectedScheduler scheduler) {
        for (ExpectedFlush each : expected.flushes) {
            if (each.entity().scheduler() == scheduler.scheduler) {
                violations.add(TORN_DOWN, each.fence() + " goes on, although " + scheduler + " is torn down");
            }
        }
    }

    @Override
    void check() {
        for (Entity entity : expected.device().flushing()) {
            if (isOver(entity)) {
                violations.add(AT_ONCE, "the flush of " + entity + " goes on");
            }
        }
    }

    private static boolean isOver(Entity entity) {
        return entity.queued() == 0 || entity.isStopped() || !entity.isAttached();
    }
}
