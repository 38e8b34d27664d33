package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The jobs that a whole history leaves behind: how many were freed, and why each of the others is still there. A job that is still there without a
 * reason that the history shows is lost.
 *
 * @param queued how many jobs were queued
 * @param freed how many were freed or released
 * @param left how many are still there, by the reason
 * @param violations jobs without a reason
 */
public record EndOfHistory(long queued, long freed, Map<String, Long> left, List<Violation> violations) {
    /** The rule {@code ends.accounted}. */
    public static final Rule ACCOUNTED = new Rule(
            "ends.accounted",
            "every job is freed at the end, or the history shows why not",
            "docs/architecture.md: life of a job");

    public EndOfHistory {
        left = Collections.unmodifiableMap(new TreeMap<>(left));
        violations = List.copyOf(violations);
    }

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(ACCOUNTED);
    }

    /**
     * Looks at the end of a whole history.
     *
     * @param cutOff whether the run was ended before it came to its end
     */
    public static EndOfHistory of(List<Event> history, boolean cutOff) {
        Jobs jobs = new Jobs();
        history.forEach(jobs::accept);
        return jobs.atTheEnd(cutOff);
    }

    private enum Stage {
        QUEUED,
        RUNNING,
        FINISHED,
        GONE
    }

    /** How far each job came. */
    private static final class Jobs {
        private static final int NO_SCHEDULER = -1;
        private final Map<Long, Stage> stages = new LinkedHashMap<>();
        private final Map<Long, Integer> schedulers = new TreeMap<>();
        private final Map<Long, List<FenceName>> dependencies = new TreeMap<>();
        private final Map<Integer, List<Long>> queues = new TreeMap<>();
        private final TreeSet<String> signaled = new TreeSet<>();
        private final TreeSet<Long> givenUp = new TreeSet<>();
        private final TreeSet<Integer> paused = new TreeSet<>();
        private long events;

        void accept(Event event) {
            events++;
            switch (event) {
                case Event.JobQueued e -> {
                    stages.put(e.job(), Stage.QUEUED);
                    schedulers.put(e.job(), e.scheduler());
                    queues.computeIfAbsent(e.entity(), id -> new ArrayList<>()).add(e.job());
                }
                case Event.DependencyAdded e ->
                    dependencies
                            .computeIfAbsent(e.job(), id -> new ArrayList<>())
                            .add(e.fence());
                case Event.JobRun e -> stages.replace(e.job(), Stage.QUEUED, Stage.RUNNING);
                case Event.FenceSignaled e -> {
                    signaled.add(e.fence().toString());
                    if (e.fence() instanceof FenceName.Finished finished) {
                        stages.computeIfPresent(
                                finished.job(), (job, stage) -> stage == Stage.GONE ? Stage.GONE : Stage.FINISHED);
                    }
                }
                case Event.TimedOut e -> {
                    if (e.verdict() == Verdict.ENODEV) {
                        givenUp.add(e.job());
                    }
                }
                case Event.JobReleased e -> gone(e.job());
                case Event.JobFreed e -> gone(e.job());
                case Event.SubmissionPaused e -> paused.add(e.scheduler());
                case Event.SubmissionResumed e -> paused.remove(e.scheduler());
                case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
            }
        }

        /** A job that was never queued is no job of this history; the rules of single events say so. */
        private void gone(long job) {
            stages.replace(job, Stage.GONE);
        }

        EndOfHistory atTheEnd(boolean cutOff) {
            Map<String, Long> left = new TreeMap<>();
            List<Violation> violations = new ArrayList<>();
            long freed = 0;
            boolean anyRunning = stages.containsValue(Stage.RUNNING);
            Set<Long> blocked = blocked();
            for (Map.Entry<Long, Stage> each : stages.entrySet()) {
                long job = each.getKey();
                if (each.getValue() == Stage.GONE) {
                    freed++;
                    continue;
                }
                String reason = cutOff
                        ? "the run was cut off"
                        : reason(job, each.getValue(), anyRunning, blocked.contains(job));
                if (reason.isEmpty()) {
                    String stage = Labels.of(each.getValue());
                    violations.add(new Violation(ACCOUNTED, "job " + job + " is " + stage, events));
                } else {
                    left.merge(reason, 1L, Long::sum);
                }
            }
            return new EndOfHistory(stages.size(), freed, left, violations);
        }

        /** Returns why a job is still there, or nothing. */
        private String reason(long job, Stage stage, boolean anyRunning, boolean blocked) {
            if (givenUp.contains(job)) {
                return "the device was gone";
            }
            if (paused.contains(schedulers.getOrDefault(job, NO_SCHEDULER))) {
                return "submission is paused";
            }
            if (stage == Stage.RUNNING) {
                return "on hardware that does not answer";
            }
            if (stage == Stage.QUEUED && blocked) {
                return "waits for a fence that never signalled";
            }
            return anyRunning ? "behind a job that does not end" : "";
        }

        /** Returns the queued jobs that wait for a fence: their own, or that of a job before them in their entity's queue. */
        private Set<Long> blocked() {
            TreeSet<Long> blocked = new TreeSet<>();
            for (List<Long> queue : queues.values()) {
                boolean waits = false;
                for (long job : queue) {
                    waits |= stages.get(job) == Stage.QUEUED && isWaiting(job);
                    if (waits) {
                        blocked.add(job);
                    }
                }
            }
            return blocked;
        }

        private boolean isWaiting(long job) {
            return dependencies.getOrDefault(job, List.of()).stream()
                    .anyMatch(fence -> !signaled.contains(fence.toString()));
        }
    }
}
