package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks from the events alone what a device did with its hardware. A recording of the kernel has no such events, so it cannot be judged by
 * these rules.
 */
public final class HardwareRules {
    /** The rule {@code ends.given}. */
    public static final Rule GIVEN = new Rule(
            "ends.given",
            "a job is given to the hardware before the hardware is done with it",
            "drm_sched_backend_ops.run_job");
    /** The rule {@code ends.freed}. */
    public static final Rule FREED = new Rule(
            "ends.freed",
            "a finished job is freed at once, unless one that was started before it is not over",
            "drm_sched_free_job_work(), sched_main.c");

    private static final int NO_SCHEDULER = -1;

    private final Map<Long, Long> finishedAt = new TreeMap<>();
    private final Map<Integer, List<Long>> started = new TreeMap<>();
    private final Map<Long, Integer> schedulers = new TreeMap<>();
    private final TreeSet<Long> given = new TreeSet<>();
    private final TreeSet<Integer> excused = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private long lastNanos;
    private long events;

    private HardwareRules() {}

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(GIVEN, FREED);
    }

    /**
     * Judges a whole history.
     *
     * @param slackNanos how long a job may wait to be freed
     */
    public static List<Violation> judge(List<Event> history, long slackNanos) {
        HardwareRules rules = new HardwareRules();
        history.forEach(rules::accept);
        return rules.atTheEnd(slackNanos);
    }

    private void accept(Event event) {
        events++;
        lastNanos = event.nanos();
        switch (event) {
            case Event.JobQueued e -> schedulers.put(e.job(), e.scheduler());
            case Event.JobRun e -> startedOn(e.job()).add(e.job());
            case Event.JobSubmitted e -> given.add(e.job());
            case Event.JobDone e -> {
                if (!given.contains(e.job())) {
                    violations.add(new Violation(GIVEN, "job " + e.job() + " is done, and never was", events));
                }
            }
            case Event.FenceSignaled e -> {
                if (e.fence() instanceof FenceName.Finished(long job)) {
                    finishedAt.put(job, e.nanos());
                }
            }
            case Event.JobFreed e -> startedOn(e.job()).remove(e.job());
            case Event.JobReleased e -> startedOn(e.job()).remove(e.job());
            case Event.TimedOut e -> {
                if (e.verdict() == Verdict.ENODEV) {
                    excused.add(e.scheduler());
                }
            }
            case Event.SubmissionPaused e -> excused.add(e.scheduler());
            case Event.SubmissionResumed e -> excused.remove(e.scheduler());
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    private List<Long> startedOn(long job) {
        return started.computeIfAbsent(schedulers.getOrDefault(job, NO_SCHEDULER), id -> new ArrayList<>());
    }

    private List<Violation> atTheEnd(long slackNanos) {
        started.forEach((scheduler, left) -> {
            Long first = left.isEmpty() ? null : left.getFirst();
            Long finished = first == null ? null : finishedAt.get(first);
            if (finished != null && !excused.contains(scheduler) && lastNanos - finished > slackNanos) {
                violations.add(new Violation(
                        FREED,
                        "job " + first + " finished at " + finished + " ns and was not freed by " + lastNanos + " ns",
                        events));
            }
        });
        return List.copyOf(violations);
    }
}
