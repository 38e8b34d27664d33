package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.order.StartTimeFair;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is, by the model's own keys.
 *
 * @kernel drm_sched_select_entity(), drm_sched_rq_select_entity()
 */
final class TurnRules extends Subject {
    static final Rule PRIORITY = new Rule(
            "turns.priority",
            "a job of a less urgent entity runs only when no more urgent one is ready",
            "drm_sched_select_entity(), sched_main.c");
    static final Rule FIFO = new Rule(
            "turns.fifo",
            "under fifo, the ready entity with the oldest first job runs next; ties go to the one whose job came to the front first",
            "drm_sched_rq_update_fifo_locked(), sched_rq.c");
    static final Rule ROUND_ROBIN = new Rule(
            "turns.rr",
            "under round robin, the ready entity that gave way longest ago runs next; ties go to the one that came first",
            "drm_sched_rq_next_rr_deadline(), sched_rq.c");
    static final Rule FAIR = new Rule(
            "turns.fair",
            "under fair, the ready entity with the least virtual run time runs next; ties go to the one that came to it first",
            "drm_sched_entity_update_vruntime(), sched_rq.c");
    static final Rule VRUNTIME = new Rule(
            "turns.vruntime",
            "under fair, virtual run time follows from GPU time, priority, and the queue that an entity left and came back to",
            "drm_sched_entity_restore_vruntime(), drm_sched_entity_save_vruntime(), sched_rq.c");

    static final Rule SHARES = new Rule(
            "turns.sfq",
            "under start-time fair queueing, the ready entity with the least start tag runs next, group by group; ties go to the one that came first",
            "StartTimeFair, docs/shares.md");

    static final Rule KEY = new Rule(
            "turns.key",
            "under a policy of one's own, the ready entity with the least key runs next; ties go to the one that came to it first",
            "KeyPolicy");

    TurnRules() {
        super(PRIORITY, FIFO, ROUND_ROBIN, FAIR, VRUNTIME, SHARES, KEY);
    }

    @Override
    void selected(Expected expected, ExpectedEntity entity) {
        requireTurn(expected, entity, expected.scheduler(entity.scheduler));
    }

    /** A job that runs although no turn of its entity was reported is judged as if it had been. */
    @Override
    void jobRun(Expected expected, ExpectedJob job) {
        if (job.scheduler.selected != job.entity) {
            requireTurn(expected, job.entity, job.scheduler);
        }
    }

    private static void requireTurn(Expected expected, ExpectedEntity chosen, ExpectedScheduler scheduler) {
        if (scheduler.shares != null) {
            requireLeastTag(expected, chosen, scheduler, scheduler.shares);
            return;
        }
        Rule rule = ruleOf(scheduler.scheduler.policy());
        if (rule == null || !chosen.stands) {
            return;
        }
        for (int i = 0; i < scheduler.standing.size(); i++) {
            ExpectedEntity each = scheduler.standing.get(i);
            boolean first = each.level == chosen.level ? each.isBefore(chosen) : each.level < chosen.level;
            if (first && each != chosen && each.entity.isReady()) {
                expected.violated(
                        each.level == chosen.level ? rule : PRIORITY,
                        chosen + " has its turn on " + scheduler + ", not " + each);
            }
        }
    }

    private static void requireLeastTag(
            Expected expected, ExpectedEntity chosen, ExpectedScheduler scheduler, ExpectedShares shares) {
        if (shares.ages()) {
            return; // Nobody reports when an entity moves up.
        }
        ExpectedEntity first = shares.first();
        if (first != chosen) {
            expected.violated(SHARES, chosen + " has its turn on " + scheduler + ", not " + first);
        }
    }

    private static @Nullable Rule ruleOf(Policy policy) {
        return switch (policy) {
            case Fifo fifo -> FIFO;
            case RoundRobin turns -> ROUND_ROBIN;
            case Fair fair -> FAIR;
            case KeyPolicy keys -> KEY;
            case StartTimeFair shares -> null;
        };
    }

    @Override
    void stepIsOver(Expected expected) {
        for (int i = 0; i < expected.entities.size(); i++) {
            ExpectedEntity each = expected.entities.get(i);
            if (each.vruntimeChanged) {
                each.vruntimeChanged = false;
                long seen = each.entity.gpuTime().vruntimeNanos();
                if (seen != each.vruntimeNanos) {
                    expected.violated(VRUNTIME, each + " stands at " + seen + ", not at " + each.vruntimeNanos);
                }
            }
        }
    }
}
