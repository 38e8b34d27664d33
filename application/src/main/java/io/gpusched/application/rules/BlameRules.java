package io.gpusched.application.rules;

import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Job;
import java.util.List;

/** Which jobs were blamed for hangs, and which entities are guilty. */
final class BlameRules implements Subject {
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
            "an entity is guilty if and only if a job was blamed on the scheduler that it is on",
            "drm_sched_increase_karma(), sched_main.c");

    private final Violations violations;

    BlameRules(Violations violations) {
        this.violations = violations;
    }

    @Override
    public List<Rule> rules() {
        return List.of(COUNTED, IN_HAND, ONCE, GUILTY);
    }

    @Override
    public void judged(ExpectedJob job, Verdict verdict) {
        if (job.job.karma() > job.karma + 1) {
            violations.add(ONCE, job.toString());
        }
    }

    @Override
    public void checkJob(ExpectedJob expected) {
        Job job = expected.job;
        requireCount(job, expected.blames);
        if (job.karma() != expected.karma) {
            violations.add(IN_HAND, job + " has karma " + job.karma() + ", and had " + expected.karma);
        }
        if (expected.scheduler.watched) {
            requireCount(job, expected.portBlames);
        }
    }

    private void requireCount(Job job, int blames) {
        if (job.karma() != blames) {
            violations.add(COUNTED, job + " has karma " + job.karma() + ", and was blamed " + blames + " times");
        }
    }

    @Override
    public void checkEntity(ExpectedEntity expected) {
        boolean guilty = expected.entity.isGuilty();
        if (guilty != expected.guilty) {
            violations.add(GUILTY, expected + " is guilty: " + guilty + ", should be: " + expected.guilty);
        }
    }
}
