package io.gpusched.application.rules;

import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a scheduler, by the rules' own account. */
final class SchedulerAccount {
    final Scheduler scheduler;
    /** The jobs that ran and were not freed, in the order in which they started. */
    final List<Claim> running = new ArrayList<>(4);
    /** The entities that stand in a run queue of it. */
    final List<EntityAccount> standing = new ArrayList<>(4);

    final MovingAverage average = new MovingAverage();
    /** How many round-robin turns were given on each level. */
    final long[] turns = new long[Priority.values().length];
    /** The priority that the first in its queue had when the queue last changed. */
    @Nullable
    Priority firstPriority;

    SchedulerAccount(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns the first on a level, or null. */
    @Nullable
    EntityAccount first(int level) {
        EntityAccount first = null;
        for (int i = 0; i < standing.size(); i++) {
            EntityAccount each = standing.get(i);
            if (each.level == level && (first == null || each.isBefore(first))) {
                first = each;
            }
        }
        return first;
    }
}
