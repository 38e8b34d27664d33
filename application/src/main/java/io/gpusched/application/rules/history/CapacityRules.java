package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.Violations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be true of the credits of a whole history, judged from outside: no scheduler has more in flight than its limit, its count is the
 * sum over its jobs, nothing is selected while submission is paused, and nobody waits while there is room.
 *
 * <p>The last rule looks only at jobs that did run later, since a killed job never may; and at a scheduler only while every entity that
 * is ready there would fit, since the policy may keep small jobs behind a large one.
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
    /** The rule {@code capacity.work-conserving}. */
    public static final Rule CONSERVING = new Rule(
            "capacity.work-conserving",
            "no job that is ready waits while there are credits for it",
            "drm_sched_wakeup(), sched_main.c");

    private final List<Integer> limits;
    private final long slackNanos;
    private final Violations violations = Violations.gathering();
    private final Map<Long, Integer> creditsOfJobs = new TreeMap<>();
    private final Map<Integer, Lane> lanes = new TreeMap<>();
    private final Map<Integer, Deque<Waiting>> queues = new TreeMap<>();
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private final Map<Long, Event.JobRun> inFlight = new TreeMap<>();
    private final TreeSet<String> signaled = new TreeSet<>();

    /** A scheduler, as far as its credits go. */
    private static final class Lane {
        private long inFlight;
        private boolean paused;
        private long roomSinceNanos = JobTimes.NEVER;
        private boolean accused;
    }

    /** A job that was queued and will run. */
    private record Waiting(Event.JobQueued queued, List<FenceName> dependencies) {}

    private CapacityRules(List<Integer> limits, long slackNanos) {
        this.limits = limits;
        this.slackNanos = slackNanos;
    }

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(WITHIN_LIMIT, COUNTED, NOT_PAUSED, CONSERVING);
    }

    /**
     * Judges a whole history.
     *
     * @param limits the credit limits of the schedulers, by id
     * @param slackNanos how long a job that could run may wait all the same: 0 in virtual time, the latency of the work in real time
     */
    public static List<Violation> judge(List<Event> history, List<Integer> limits, long slackNanos) {
        CapacityRules rules = new CapacityRules(limits, slackNanos);
        for (Event event : history) {
            if (event instanceof Event.JobRun run) {
                rules.creditsOfJobs.put(run.job(), run.jobCredits());
            }
        }
        for (int i = 0; i < history.size(); i++) {
            rules.accept(history.get(i));
            boolean lastOfItsTime = i + 1 == history.size()
                    || history.get(i + 1).nanos() > history.get(i).nanos();
            if (lastOfItsTime) {
                rules.lookForRoom(history.get(i).nanos());
            }
        }
        return rules.violations.found();
    }

    private void accept(Event event) {
        violations.eventSeen();
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.DependencyAdded e -> {
                Waiting job = waiting.get(e.job());
                if (job != null) {
                    job.dependencies().add(e.fence());
                }
            }
            case Event.JobRun e -> run(e);
            case Event.JobDone e -> done(e);
            case Event.FenceSignaled e -> signaled.add(e.fence().toString());
            case Event.SubmissionPaused e -> lane(e.scheduler()).paused = true;
            case Event.SubmissionResumed e -> lane(e.scheduler()).paused = false;
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

    private void queued(Event.JobQueued event) {
        if (creditsOfJobs.containsKey(event.job())) {
            Waiting job = new Waiting(event, new ArrayList<>(0));
            waiting.put(event.job(), job);
            queues.computeIfAbsent(event.entity(), id -> new ArrayDeque<>()).add(job);
        }
    }

    private void run(Event.JobRun event) {
        Waiting job = waiting.remove(event.job());
        Deque<Waiting> queue = queues.get(event.entity());
        if (job != null && queue != null) {
            queue.remove(job);
        }
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

    /** Called when the clock is about to move on: whoever could run now will have waited by then. */
    private void lookForRoom(long nanos) {
        for (Map.Entry<Integer, Lane> each : lanes.entrySet()) {
            Lane lane = each.getValue();
            boolean room = !lane.paused && everyReadyJobFits(each.getKey(), limit(each.getKey()) - lane.inFlight);
            if (lane.roomSinceNanos != JobTimes.NEVER && nanos - lane.roomSinceNanos > slackNanos && !lane.accused) {
                lane.accused = true;
                violations.add(
                        CONSERVING,
                        "on scheduler " + each.getKey() + " from " + lane.roomSinceNanos + " to " + nanos + " ns");
            }
            if (!room) {
                lane.roomSinceNanos = JobTimes.NEVER;
                lane.accused = false;
            } else if (lane.roomSinceNanos == JobTimes.NEVER) {
                lane.roomSinceNanos = nanos;
            }
        }
    }

    private boolean everyReadyJobFits(int scheduler, long free) {
        boolean any = false;
        for (Deque<Waiting> queue : queues.values()) {
            Waiting head = queue.peek();
            if (head != null && head.queued().scheduler() == scheduler && isReady(head)) {
                if (creditsOfJobs.getOrDefault(head.queued().job(), Integer.MAX_VALUE) > free) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private boolean isReady(Waiting job) {
        return job.dependencies().stream().allMatch(fence -> signaled.contains(fence.toString()));
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
