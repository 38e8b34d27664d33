package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Score;

/** The load of a scheduler, by which the load balancer picks. */
final class ScoreRules extends Subject {
    static final Rule COUNTS = new Rule(
            "score.counts",
            "the score counts queued jobs, running jobs and attached entities",
            "drm_sched_rq_add_entity(), drm_sched_job_done(), atomic_inc(sched->score)");
    static final Rule KILLED =
            new Rule("score.killed", "a killed entity counts for no score", "drm_sched_rq_remove_entity(), sched_rq.c");

    ScoreRules() {
        super(COUNTS, KILLED);
    }

    @Override
    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        if (expected.isTornDown(scheduler.scheduler)) {
            return;
        }
        Score score = scheduler.scheduler.score();
        int count = 0;
        for (int i = 0; i < expected.entities.size(); i++) {
            Entity entity = expected.entities.get(i).entity;
            count += entity.isAttached() && entity.scheduler().score() == score ? 1 : 0;
        }
        for (int i = 0; i < expected.schedulers.size(); i++) {
            ExpectedScheduler sharer = expected.schedulers.get(i);
            count += sharer.scheduler.score() == score ? sharer.scored : 0;
        }
        if (score.value() != count) {
            expected.violated(COUNTS, scheduler + " says " + score.value() + ", there are " + count);
        }
    }

    @Override
    void checkEntity(Expected expected, ExpectedEntity expectedOf) {
        Entity entity = expectedOf.entity;
        if (entity.isStopped() && entity.isAttached()) {
            expected.violated(KILLED, entity + " is attached to " + entity.scheduler());
        }
    }
}
