package io.gpusched.application.rules;

import io.gpusched.application.port.Clock;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.order.Standing;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;

/**
 * The expected order of entities in the run queues. An entity gets a place when its first job comes, and a new one, behind all of the same
 * key, whenever it leaves a job behind. The arithmetic of the three policies of Linux is written a second time here, so that a slip in
 * {@code domain.order} shows, and start-time fair queueing in {@link ExpectedShares}. A policy of one's own
 * is asked for its keys a second time, with the model's view of the queue.
 *
 * @kernel drm_sched_rq_add_entity(), drm_sched_rq_pop_entity(), rb_add_cached()
 */
final class ExpectedOrder {
    private final Clock clock;
    private long insertions;

    ExpectedOrder(Clock clock) {
        this.clock = clock;
    }

    /** A job was pushed. */
    void push(ExpectedJob job, LinuxBugs bugs) {
        ExpectedEntity entity = job.entity;
        if (entity.killed) {
            return;
        }
        ExpectedJob last = entity.last;
        entity.last = job;
        if (entity.first == null || last == null) {
            entity.first = job;
            join(entity, job, bugs);
        } else {
            last.next = job;
        }
    }

    private void join(ExpectedEntity entity, ExpectedJob first, LinuxBugs bugs) {
        ExpectedScheduler scheduler = first.scheduler;
        long submitNanos = first.submitNanos;
        if (scheduler.shares == null) {
            ExpectedShares.leave(entity);
        } else {
            scheduler.shares.enter(entity, first);
        }
        entity.level = level(entity, scheduler.scheduler, bugs);
        entity.key = switch (scheduler.scheduler.policy()) {
            case Fifo fifo -> submitNanos;
            case RoundRobin turns -> entity.turn;
            case Fair fair -> vruntimeOnReturn(entity, scheduler);
            case KeyPolicy keys -> keys.keyOnJoin(standing(entity), head(entity, scheduler), first.job);
            case StartTimeFair shares -> 0;
        };
        entity.number = ++insertions;
        entity.stands = true;
        scheduler.standing.add(entity);
        noteFirst(scheduler);
    }

    /** What it had ahead of the first when it left is added to where the first is now. One that was first itself is placed anew. */
    private static long vruntimeOnReturn(ExpectedEntity entity, ExpectedScheduler scheduler) {
        ExpectedEntity first = scheduler.first(0);
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

    /** The first job of an entity's queue goes to the hardware. */
    void run(ExpectedJob job) {
        ExpectedEntity entity = job.entity;
        ExpectedScheduler scheduler = job.scheduler;
        if (entity.first != job) {
            return;
        }
        ExpectedJob next = job.next;
        entity.first = next;
        if (scheduler.shares != null) {
            scheduler.shares.start(job, next);
        }
        job.next = null;
        if (next == null) {
            entity.last = null;
            leave(entity, scheduler);
            if (scheduler.scheduler.policy() instanceof Fair) {
                ExpectedEntity first = scheduler.first(0);
                long ahead = first == null || first.key == 0 ? 0 : entity.vruntimeNanos - first.key;
                entity.vruntimeNanos = Math.max(0, ahead);
                entity.vruntimeChanged = true;
            } else if (isOwn(scheduler.scheduler.policy()) && scheduler.scheduler.policy() instanceof KeyPolicy keys) {
                keys.onEmpty(standing(entity), head(entity, scheduler));
            }
        } else {
            goOn(entity, scheduler, next);
        }
    }

    private void goOn(ExpectedEntity entity, ExpectedScheduler scheduler, ExpectedJob next) {
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
            case KeyPolicy keys -> entity.key = keys.keyOnNext(standing(entity), head(entity, scheduler), next.job);
            case StartTimeFair shares -> {
                // It has tags, and no keys.
            }
        }
        entity.number = ++insertions;
        noteFirst(scheduler);
    }

    private static boolean isOwn(Policy policy) {
        return !(policy instanceof Fifo || policy instanceof RoundRobin || policy instanceof Fair);
    }

    private static Standing standing(ExpectedEntity entity) {
        return new ExpectedStanding(entity);
    }

    private Head head(ExpectedEntity entity, ExpectedScheduler scheduler) {
        return new ExpectedHead(scheduler, entity.level, clock.nanos());
    }

    /** The policy was asked for a new key. */
    void rekey(ExpectedEntity entity, ExpectedScheduler scheduler) {
        ExpectedJob first = entity.first;
        if (entity.stands && first != null && scheduler.scheduler.policy() instanceof KeyPolicy keys) {
            long key = keys.keyOnChange(standing(entity), head(entity, scheduler), first.job);
            if (key != entity.key) {
                entity.key = key;
                entity.number = ++insertions;
                noteFirst(scheduler);
            }
        }
    }

    /** An entity is killed: nothing of it is queued any more. */
    void kill(ExpectedEntity entity, ExpectedScheduler scheduler) {
        entity.first = null;
        entity.last = null;
        leave(entity, scheduler);
        ExpectedShares.leave(entity);
    }

    private static void leave(ExpectedEntity entity, ExpectedScheduler scheduler) {
        if (entity.stands) {
            entity.stands = false;
            scheduler.standing.remove(entity);
            noteFirst(scheduler);
        }
    }

    /** Linux looks at the priority of the first when the queue changes, not when the priority does. */
    private static void noteFirst(ExpectedScheduler scheduler) {
        if (scheduler.scheduler.policy() instanceof Fair) {
            ExpectedEntity first = scheduler.first(0);
            scheduler.firstPriority = first == null ? null : first.entity.priority();
        }
    }

    /** An entity has another priority: it changes its run queue at once, unless Linux's way is kept. */
    void setPriority(ExpectedEntity entity, ExpectedScheduler scheduler, LinuxBugs bugs) {
        ExpectedJob first = entity.first;
        if (entity.stands && first != null && level(entity, scheduler.scheduler, bugs) != entity.level) {
            leave(entity, scheduler);
            join(entity, first, bugs);
        }
    }

    private static int level(ExpectedEntity entity, Scheduler scheduler, LinuxBugs bugs) {
        if (scheduler.policy().sharesOneRunQueue()) {
            return 0;
        }
        Priority priority = bugs == LinuxBugs.REPRODUCED ? entity.madeWith : entity.entity.priority();
        return Math.min(priority.level(), scheduler.runQueueCount() - 1);
    }
}
