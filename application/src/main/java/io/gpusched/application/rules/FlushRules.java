package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether those who wait for an entity's queue to become empty are told when they should be, and what. */
final class FlushRules implements Tracepoints {
    private static final String TORN_DOWN = "a teardown ends the flushes of the entities that are on the scheduler";
    private static final String ENDS =
            "a flush ends without an error if nothing is queued, with ENODEV at a teardown, and with ETIME at its limit";

    private final Violations violations;
    private final Clock clock;
    private final List<Flush> flushes = new ArrayList<>(0);
    private @Nullable Device device;

    /** A flush that goes on. */
    private record Flush(Entity entity, Fence fence, long limitNanos) {}

    FlushRules(Violations violations, Clock clock) {
        this.violations = violations;
        this.clock = clock;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Returns a number for the flushes; when they reach their limits their timers show. */
    long state() {
        long sum = 0;
        for (int i = 0; i < flushes.size(); i++) {
            sum += 2L * flushes.get(i).entity.id() + 0x632BE59BD9B4E019L;
        }
        return sum;
    }

    @Override
    public void flushed(Entity entity, Fence flush, long limitNanos) {
        flushes.add(new Flush(entity, flush, Timer.due(clock.nanos(), limitNanos)));
    }

    @Override
    public void signaled(Fence fence) {
        for (int i = 0; i < flushes.size(); i++) {
            Flush each = flushes.get(i);
            if (each.fence == fence) {
                flushes.remove(i);
                if (!mayEnd(each, fence.error())) {
                    violations.add(
                            ENDS,
                            each.fence + " ends with " + fence.error() + " while " + each.entity.queued()
                                    + " jobs are queued");
                }
                return;
            }
        }
    }

    private boolean mayEnd(Flush flush, @Nullable Errno error) {
        Entity entity = flush.entity;
        if (error == null) {
            return entity.queued() == 0 || entity.isStopped() || !entity.isAttached();
        }
        return Errno.ENODEV.equals(error)
                ? device != null && device.isTornDown(entity.scheduler())
                : Errno.ETIME.equals(error) && clock.nanos() >= flush.limitNanos;
    }

    @Override
    public void tornDown(Scheduler scheduler) {
        for (int i = 0; i < flushes.size(); i++) {
            Entity entity = flushes.get(i).entity;
            if (entity.scheduler() == scheduler) {
                violations.add(TORN_DOWN, flushes.get(i).fence + " goes on, although " + scheduler + " is torn down");
            }
        }
    }
}
