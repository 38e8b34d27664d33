package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
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
    private static final String WITHIN_LIMIT = "a scheduler never has more in flight than its credit limit";
    private static final String COUNTED = "the credits in flight are the sum over the jobs in flight";
    private static final String NOT_PAUSED = "no job is selected while submission is paused";

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

    private void require(boolean holds, String rule, Event seen) {
        if (!holds) {
            violations.add(rule, seen.toString());
        }
    }
}
