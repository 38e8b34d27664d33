package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * The result for every job that was pushed. At the end of a run each is accounted for exactly once: freed, released by the timeout
 * handler, or still there for a cause that can be named.
 *
 * @param pushed how many jobs were pushed
 * @param freed how many were freed
 * @param released how many the timeout handler took over
 * @param remaining those that are still there, by id
 */
public record Leftovers(long pushed, long freed, long released, List<Remaining> remaining) {
    static final Rule EXPLAINED = new Rule(
            "ends.explained", "every job that is still there has a cause to be", "docs/architecture.md: life of a job");
    static final Rule COMPLETE = new Rule(
            "ends.complete",
            "every job that was pushed is freed, released or still there",
            "docs/architecture.md: life of a job");

    public Leftovers {
        remaining = List.copyOf(remaining);
    }

    /** How a run ended. */
    public enum End {
        /** Nothing was left to do. */
        QUIET,
        /** Timers were still armed. */
        CUT_OFF
    }

    /** Why a job is still there. */
    public enum Reason {
        /** It stands behind other jobs of its entity, or waits to be retired after the jobs that started before it. */
        BEHIND_OTHERS,
        /** Its entity waits for a fence that has not signalled. */
        WAITS_FOR_FENCE,
        /** The jobs on the hardware leave no credits for it, or for the one before it. */
        WAITS_FOR_CREDITS,
        /** An entity was killed whose first job stood in the way; Linux wakes nobody until the next job is done. */
        OVERLOOKED,
        /** Its entity was killed, and what it has to wait for before it may end has not finished. */
        KILLED_AND_WAITS,
        /** It was pushed to an entity that was killed already: Linux never looks at it. */
        PUSHED_AFTER_KILL,
        /** Submission is paused. */
        STOPPED,
        /** Its scheduler was torn down while its entity was open. */
        TORN_DOWN,
        /** The timeout handler said that the device was gone: Linux never frees the job, nor those behind it that have finished. */
        DEVICE_GONE,
        /** It is on hardware that hangs, and no timeout will find out. */
        HANGS,
        /** It is on the hardware, and the run ended first. */
        CUT_OFF,
        /** It should have gone on. This is a violation. */
        UNEXPLAINED
    }

    /**
     * A job that is still there.
     *
     * @param job its id
     * @param reason why
     * @param because the same in words
     */
    public record Remaining(long job, Reason reason, String because) {}

    static List<Rule> rules() {
        return List.of(EXPLAINED, COMPLETE);
    }

    /** Returns what does not add up, after the given number of events. */
    List<Violation> violations(long events) {
        List<Violation> violations = new ArrayList<>();
        if (pushed != freed + released + remaining.size()) {
            violations.add(new Violation(
                    COMPLETE,
                    pushed + " pushed, " + freed + " freed, " + released + " released, " + remaining.size() + " there",
                    events));
        }
        for (Remaining each : remaining) {
            if (each.reason() == Reason.UNEXPLAINED) {
                violations.add(new Violation(EXPLAINED, "job " + each.job() + " " + each.because(), events));
            }
        }
        return violations;
    }
}
