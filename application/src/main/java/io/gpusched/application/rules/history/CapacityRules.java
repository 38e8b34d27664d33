package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.Violations;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the credits of a whole history from its events alone: no scheduler has more in flight than its limit, its count is the sum over its
 * jobs, and no job is selected while submission is paused. {@link WorkConservingRules} checks that credits do not stay unused.
 */
public final class CapacityRules {
    /** The rule {@code capacity.within-limit}. */
    public static final Rule WITHIN_LIMIT = new Rule(
            "capacity.within-limit",
            "a scheduler never has more in flight than its credit limit",
            "drm_sched_can_queue(), sched_main.c");
    /** The rule {@code capacity.counted}. */
    public static final Rule COUNTED = new Rule(
            "capacity.counted",
            "the credits in flight are the sum over the jobs in flight",
            "drm_sched_run_job_work(), sched_main.c");
    /** The rule {@code capacity.not-paused}. */
    public static final Rule NOT_PAUSED = new Rule(
            "capacity.not-paused",
            "no job is selected while submission is paused",
            "drm_sched_wqueue_stop(), sched_main.c");

    private final CreditsInFlight inFlight;
    private final Violations violations = Violations.gathering();
    private final Set<Integer> paused = new TreeSet<>();

    private CapacityRules(List<Integer> limits) {
        this.inFlight = new CreditsInFlight(limits);
    }

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(WITHIN_LIMIT, COUNTED, NOT_PAUSED);
    }

    /**
     * Judges a whole history.
     *
     * @param limits the credit limits of the schedulers, by id
     */
    public static List<Violation> judge(List<Event> history, List<Integer> limits) {
        CapacityRules rules = new CapacityRules(limits);
        history.forEach(rules::accept);
        return rules.violations.found();
    }

    private void accept(Event event) {
        violations.eventSeen();
        switch (event) {
            case Event.JobRun e -> run(e);
            case Event.JobDone e -> inFlight.done(e);
            case Event.SubmissionPaused e -> paused.add(e.scheduler());
            case Event.SubmissionResumed e -> paused.remove(e.scheduler());
            case Event.FenceSignaled _,
                    Event.JobEvent _,
                    Event.SchedulerEvent _,
                    Event.EntityEvent _,
                    Event.MessageEvent _ -> {}
        }
    }

    private void run(Event.JobRun event) {
        inFlight.run(event);
        require(!paused.contains(event.scheduler()), NOT_PAUSED, event);
        require(event.credits() == inFlight.of(event.scheduler()), COUNTED, event);
        require(event.credits() <= inFlight.limit(event.scheduler()), WITHIN_LIMIT, event);
    }

    private void require(boolean holds, Rule rule, Event seen) {
        if (!holds) {
            violations.add(rule, seen.toString());
        }
    }
}
