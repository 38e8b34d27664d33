package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.Violations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private final List<Integer> limits;
    private final Violations violations = Violations.gathering();
    private final Map<Integer, Lane> lanes = new TreeMap<>();
    private final Map<Long, Event.JobRun> inFlight = new TreeMap<>();

    /** A scheduler, as far as its credits go. */
    private static final class Lane {
        private long inFlight;
        private boolean paused;
    }

    private CapacityRules(List<Integer> limits) {
        this.limits = limits;
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
            case Event.JobDone e -> done(e);
            case Event.SubmissionPaused e -> lane(e.scheduler()).paused = true;
            case Event.SubmissionResumed e -> lane(e.scheduler()).paused = false;
            case Event.JobQueued e -> {}
            case Event.DependencyAdded e -> {}
            case Event.FenceSignaled e -> {}
            case Event.JobUnschedulable e -> {}
            case Event.JobSubmitted e -> {}
            case Event.TimedOut e -> {}
            case Event.JobReleased e -> {}
            case Event.JobCancelled e -> {}
            case Event.JobFreed e -> {}
            case Event.MessageSent e -> {}
            case Event.PriorityChanged e -> {}
            case Event.EntityKilled e -> {}
            case Event.RingRecovery e -> {}
            case Event.EntityForgiven e -> {}
            case Event.MessageProcessed e -> {}
        }
    }

    private void run(Event.JobRun event) {
        Lane lane = lane(event.scheduler());
        lane.inFlight += event.jobCredits();
        inFlight.put(event.job(), event);
        require(!lane.paused, NOT_PAUSED, event);
        require(event.credits() == lane.inFlight, COUNTED, event);
        require(event.credits() <= limit(event.scheduler()), WITHIN_LIMIT, event);
    }

    private void done(Event.JobDone event) {
        Event.JobRun run = inFlight.remove(event.job());
        if (run != null) {
            lane(run.scheduler()).inFlight -= run.jobCredits();
        }
    }

    private Lane lane(int scheduler) {
        return lanes.computeIfAbsent(scheduler, id -> new Lane());
    }

    private long limit(int scheduler) {
        return scheduler < limits.size() ? limits.get(scheduler) : Long.MAX_VALUE;
    }

    private void require(boolean holds, Rule rule, Event seen) {
        if (!holds) {
            violations.add(rule, seen.toString());
        }
    }
}
