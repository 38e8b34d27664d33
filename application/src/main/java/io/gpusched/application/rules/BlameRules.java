package io.gpusched.application.rules;

import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.sched.Job;

/** Rules about the blame for hangs, and about guilty entities. */
final class BlameRules extends Subject {
    static final Rule COUNTED = new Rule(
            "blame.counted",
            "the karma of a job is how often its timeout handler blamed it, and none for kernel priority",
            "drm_sched_increase_karma(), sched_main.c");
    static final Rule IN_HAND = new Rule(
            "blame.in-hand",
            "a job is blamed only while the timeout handler looks at it",
            "drm_sched_increase_karma(), sched_main.c");
    static final Rule ONCE = new Rule(
            "blame.once",
            "a job is blamed at most once for each of its timeouts",
            "drm_sched_increase_karma(), sched_main.c");
    static final Rule GUILTY = new Rule(
            "blame.guilty",
            "an entity is guilty if and only if it has a guilty flag, a job was blamed on the scheduler that it is on, and it was not forgiven since",
            "drm_sched_increase_karma(), sched_main.c");

    BlameRules() {
        super(COUNTED, IN_HAND, ONCE, GUILTY);
    }

    @Override
    void judged(Expected expected, ExpectedJob job, Verdict verdict) {
        expected.require(job.job.karma() <= job.karma + 1, ONCE, job);
    }

    @Override
    void checkJob(Expected expected, ExpectedJob known) {
        Job job = known.job;
        requireCount(expected, job, known.blames);
        if (job.karma() != known.karma) {
            expected.violated(IN_HAND, job + " has karma " + job.karma() + ", and had " + known.karma);
        }
        if (known.scheduler.watched) {
            requireCount(expected, job, known.portBlames);
        }
    }

    private static void requireCount(Expected expected, Job job, int blames) {
        if (job.karma() != blames) {
            expected.violated(COUNTED, job + " has karma " + job.karma() + ", and was blamed " + blames + " times");
        }
    }

    @Override
    void checkEntity(Expected expected, ExpectedEntity known) {
        boolean guilty = known.entity.isGuilty();
        if (guilty != known.guilty) {
            expected.violated(GUILTY, known + " is guilty: " + guilty + ", should be: " + known.guilty);
        }
    }
}
