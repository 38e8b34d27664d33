package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules about placement: which scheduler a job goes to, and when it is refused. */
final class PlacementRules extends Subject {
    static final Rule BOUND = new Rule(
            "placement.bound",
            "a job is queued for the scheduler that its entity is on",
            "drm_sched_job_arm(), sched_main.c");
    static final Rule NUMBERED = new Rule(
            "placement.numbered",
            "the jobs of an entity are queued in the order of their fences' numbers",
            "drm_sched_job_arm(), drm_sched_entity_push_job()");
    static final Rule MOVES = new Rule(
            "placement.moves",
            "an entity moves to another scheduler only when the job before has finished",
            "drm_sched_entity_select_rq(), sched_entity.c");
    static final Rule BALANCED = new Rule(
            "placement.balanced",
            "a job goes to the least loaded of the eligible schedulers that its entity may use, the first of equals",
            "drm_sched_pick_best(), sched_main.c");
    static final Rule ALIVE = new Rule(
            "placement.alive",
            "no job is queued for a scheduler that was torn down",
            "drm_sched_entity_push_job(), sched_entity.c");
    static final Rule REFUSED = new Rule(
            "placement.refused",
            "a job is refused if and only if its entity was killed or there is no eligible scheduler that it may go to",
            "drm_sched_job_init(), sched_main.c");
    static final Rule STAYS = new Rule(
            "placement.stays",
            "an entity with one scheduler, or with jobs queued or running, stays on the scheduler that it is on",
            "drm_sched_entity_select_rq(), sched_entity.c");
    static final Rule ALLOWED = new Rule(
            "placement.allowed",
            "a job goes to a scheduler that its client allowed",
            "drm_sched_entity_modify_sched(), sched_entity.c");
    static final Rule ONE = new Rule(
            "placement.one",
            "an entity that may use one scheduler stays there from its next job on, and is given the choice only anew",
            "drm_sched_entity_select_rq(), sched_entity.c");

    PlacementRules() {
        super(BOUND, NUMBERED, MOVES, BALANCED, ALIVE, REFUSED, STAYS, ALLOWED, ONE);
    }

    @Override
    void refused(Expected expected, ExpectedEntity entity) {
        if (!entity.killed && !isToBeRefused(expected, entity)) {
            expected.violated(REFUSED, "a job of " + entity + " was refused");
        }
    }

    @Override
    void jobQueued(Expected expected, ExpectedJob job) {
        ExpectedEntity entity = job.entity;
        Scheduler scheduler = job.job.scheduler();
        ExpectedJob before = entity.pushed;
        expected.require(scheduler == entity.entity.scheduler(), BOUND, job);
        if (before != null) {
            expected.require(seqno(before) < seqno(job), NUMBERED, job);
            expected.require(before.job.scheduler() == scheduler || isOver(before), MOVES, job);
        }
        boolean stays = entity.choice.isEmpty() || entity.isBusy();
        if (!stays && !entity.killed) {
            requireBest(expected, entity.choice, before, job);
        }
        // Linux lets one that has no choice push its jobs to where nobody looks any more, even if it was killed.
        expected.require(!expected.isTornDown(scheduler) || (stays && expected.keepsBugs()), ALIVE, job);
        expected.require(!isToBeRefused(expected, entity), REFUSED, job);
        if (stays) {
            expected.require(scheduler == entity.scheduler, STAYS, job);
        } else {
            expected.require(entity.choice.contains(scheduler), ALLOWED, job);
        }
        expected.require(
                entity.entity.choice().isEmpty()
                        == Expected.leftToChoose(entity).isEmpty(),
                ONE,
                job);
    }

    private static long seqno(ExpectedJob job) {
        return job.job.fences().finished().seqno();
    }

    private static boolean isOver(ExpectedJob job) {
        return job.job.fences().finished().isSignaled();
    }

    /** An entity that moves has left its old scheduler by now, which may have had one more on its score because of it. */
    private static void requireBest(
            Expected expected, List<Scheduler> choice, @Nullable ExpectedJob before, ExpectedJob job) {
        Scheduler chosen = job.job.scheduler();
        int place = choice.indexOf(chosen);
        expected.require(place >= 0 && chosen.isEligible(), BALANCED, job);
        @Nullable
        Score left = before == null || before.job.scheduler() == chosen
                ? null
                : before.job.scheduler().score();
        for (int i = 0; i < choice.size(); i++) {
            Scheduler other = choice.get(i);
            if (i != place && other.isEligible()) {
                int asItIs = Integer.compareUnsigned(
                        other.score().value(), chosen.score().value());
                int asItWas = Integer.compareUnsigned(
                        other.score().value() + (other.score() == left ? 1 : 0),
                        chosen.score().value() + (chosen.score() == left ? 1 : 0));
                expected.require(
                        asItIs > 0 || asItWas > 0 || ((asItIs == 0 || asItWas == 0) && place < i), BALANCED, job);
            }
        }
    }

    private static boolean isToBeRefused(Expected expected, ExpectedEntity entity) {
        if (entity.choice.isEmpty() || entity.isBusy()) {
            return !expected.keepsBugs() && expected.isTornDown(entity.scheduler);
        }
        for (int i = 0; i < entity.choice.size(); i++) {
            Scheduler each = entity.choice.get(i);
            if (each.isEligible() && !expected.isTornDown(each)) {
                return false;
            }
        }
        return true;
    }

    /** What a killed entity's job does to the state has been looked at by now, and says more than this. */
    @Override
    void stepIsOver(Expected expected) {
        expected.require(expected.takenOfKilled == null, REFUSED, expected.takenOfKilled);
    }
}
