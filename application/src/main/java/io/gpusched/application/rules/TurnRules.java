package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is, by keys of the rules' own: an entity gets a place in its run queue when its first job comes, and a new one, behind all
 * of the same key, whenever it leaves a job behind.
 *
 * @kernel drm_sched_rq_add_entity(), drm_sched_rq_pop_entity(), rb_add_cached()
 */
final class TurnRules {
    private static final String FIFO =
            "under fifo it is the turn of the ready entity whose job was submitted first, of equals of the one whose job came to the front first";
    private static final String TURNS =
            "under round robin it is the turn of the ready entity that gave way longest ago, of equals of the one that came first";
    private static final String FAIR =
            "under fair it is the turn of the ready entity with the least virtual run time, of equals of the one that came to it first";
    private static final String URGENT = "a ready entity of a more urgent run queue has its turn first";
    private static final String VRUNTIME =
            "under fair, virtual run time follows from GPU time, priority, and the queue that an entity left and came back to";

    private final Violations violations;
    private @Nullable Device device;
    private long insertions;

    TurnRules(Violations violations) {
        this.violations = violations;
    }

    void watch(Device watched) {
        device = watched;
    }

    void stepIsOver(List<EntityAccount> entities) {
        for (int i = 0; i < entities.size(); i++) {
            EntityAccount each = entities.get(i);
            if (each.vruntimeChanged) {
                each.vruntimeChanged = false;
                long seen = each.entity.gpuTime().vruntimeNanos();
                if (seen != each.vruntimeNanos) {
                    violations.add(VRUNTIME, each.entity + " stands at " + seen + ", not at " + each.vruntimeNanos);
                }
            }
        }
    }

    /** Returns a number for the order in which entities stand. */
    long state(List<SchedulerAccount> schedulers) {
        long sum = 0;
        for (int i = 0; i < schedulers.size(); i++) {
            List<EntityAccount> standing = schedulers.get(i).standing;
            for (int j = 0; j < standing.size(); j++) {
                EntityAccount each = standing.get(j);
                int before = 0;
                for (int k = 0; k < standing.size(); k++) {
                    before += standing.get(k).level == each.level
                                    && standing.get(k).isBefore(each)
                            ? 1
                            : 0;
                }
                sum += before * (2L * each.entity.id() + 0xD6E8FEB86659FD93L);
            }
        }
        return sum;
    }

    void queued(Claim claim) {
        EntityAccount entity = claim.entity;
        if (entity.killed) {
            return;
        }
        Claim last = entity.last;
        if (entity.first == null || last == null) {
            entity.first = claim;
            entity.last = claim;
            join(entity, claim.scheduler, claim.submitNanos);
        } else {
            last.next = claim;
            entity.last = claim;
        }
    }

    private void join(EntityAccount entity, SchedulerAccount scheduler, long submitNanos) {
        entity.level = level(entity, scheduler.scheduler);
        entity.key = switch (scheduler.scheduler.policy()) {
            case Fifo fifo -> submitNanos;
            case RoundRobin turns -> entity.turn;
            case Fair fair -> vruntimeOnReturn(entity, scheduler);
            default -> 0;
        };
        entity.number = ++insertions;
        entity.stands = true;
        scheduler.standing.add(entity);
        noteFirst(scheduler);
    }

    /** What it had ahead of the first when it left is added to where the first is now. One that was first itself is placed anew. */
    private static long vruntimeOnReturn(EntityAccount entity, SchedulerAccount scheduler) {
        EntityAccount first = scheduler.first(0);
        Priority firsts = scheduler.firstPriority;
        long ahead = entity.vruntimeNanos;
        if (ahead == 0 && firsts != null) {
            int distance = entity.entity.priority().level() - firsts.level();
            long own = entity.average.micros();
            long all = scheduler.average.micros();
            if (distance > 0) {
                ahead = ((1 + own + all) * 1_000) << shift(entity.entity.priority());
            } else if (distance < 0) {
                ahead = distance;
            } else {
                ahead = own > all ? 1 : -1;
            }
        }
        entity.vruntimeNanos = (first == null ? 0 : first.key) + ahead;
        entity.vruntimeChanged = true;
        return entity.vruntimeNanos;
    }

    private static int shift(Priority priority) {
        return switch (priority) {
            case KERNEL -> 1;
            case HIGH -> 2;
            case NORMAL -> 4;
            case LOW -> 7;
        };
    }

    void selected(EntityAccount chosen, SchedulerAccount scheduler) {
        String rule = ruleOf(scheduler.scheduler.policy());
        if (rule == null || !chosen.stands) {
            return;
        }
        for (int i = 0; i < scheduler.standing.size(); i++) {
            EntityAccount each = scheduler.standing.get(i);
            if (each != chosen && each.entity.isReady()) {
                boolean first = each.level == chosen.level && each.isBefore(chosen);
                // With the bugs mended, another rule looks at the levels.
                boolean moreUrgent = each.level < chosen.level && keepsBugs();
                if (first || moreUrgent) {
                    violations.add(
                            first ? rule : URGENT,
                            chosen.entity + " has its turn on " + scheduler.scheduler + ", not " + each.entity);
                }
            }
        }
    }

    private static @Nullable String ruleOf(Policy policy) {
        return switch (policy) {
            case Fifo fifo -> FIFO;
            case RoundRobin turns -> TURNS;
            case Fair fair -> FAIR;
            default -> null;
        };
    }

    void run(Claim claim) {
        EntityAccount entity = claim.entity;
        SchedulerAccount scheduler = claim.scheduler;
        if (entity.first != claim) {
            return;
        }
        Claim next = claim.next;
        entity.first = next;
        claim.next = null;
        if (next == null) {
            entity.last = null;
            leave(entity, scheduler);
            if (scheduler.scheduler.policy() instanceof Fair) {
                EntityAccount first = scheduler.first(0);
                long ahead = first == null || first.key == 0 ? 0 : entity.vruntimeNanos - first.key;
                entity.vruntimeNanos = Math.max(0, ahead);
                entity.vruntimeChanged = true;
            }
        } else {
            goOn(entity, scheduler, next);
        }
    }

    private void goOn(EntityAccount entity, SchedulerAccount scheduler, Claim next) {
        switch (scheduler.scheduler.policy()) {
            case Fifo fifo -> entity.key = next.submitNanos;
            case RoundRobin turns -> {
                entity.turn = ++scheduler.turns[entity.level];
                entity.key = entity.turn;
            }
            case Fair fair -> {
                long used = entity.runtimeNanos - entity.countedNanos;
                entity.countedNanos = entity.runtimeNanos;
                entity.vruntimeNanos += used << shift(entity.entity.priority());
                entity.vruntimeChanged = true;
                entity.key = entity.vruntimeNanos;
            }
            default -> {
                // Somebody else's policy has rules of its own.
            }
        }
        entity.number = ++insertions;
        noteFirst(scheduler);
    }

    void killed(EntityAccount entity, SchedulerAccount scheduler) {
        entity.first = null;
        entity.last = null;
        leave(entity, scheduler);
    }

    private static void leave(EntityAccount entity, SchedulerAccount scheduler) {
        if (entity.stands) {
            entity.stands = false;
            scheduler.standing.remove(entity);
            noteFirst(scheduler);
        }
    }

    /** Linux looks at the priority of the first when the queue changes, not when the priority does. */
    private static void noteFirst(SchedulerAccount scheduler) {
        if (scheduler.scheduler.policy() instanceof Fair) {
            EntityAccount first = scheduler.first(0);
            scheduler.firstPriority = first == null ? null : first.entity.priority();
        }
    }

    /** Linux leaves it where it is. */
    void priorityChanged(EntityAccount entity, SchedulerAccount scheduler) {
        Claim first = entity.first;
        if (entity.stands && first != null && !keepsBugs() && level(entity, scheduler.scheduler) != entity.level) {
            leave(entity, scheduler);
            join(entity, scheduler, first.submitNanos);
        }
    }

    /** In Linux the run queue follows from the priority that the entity was made with, for ever. */
    private int level(EntityAccount entity, Scheduler scheduler) {
        Priority counts = keepsBugs() ? entity.firstPriority : entity.entity.priority();
        return scheduler.policy().sharesOneRunQueue() ? 0 : Math.min(counts.level(), scheduler.runQueueCount() - 1);
    }

    private boolean keepsBugs() {
        return device != null && device.bugs() == LinuxBugs.REPRODUCED;
    }
}
