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
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of every job of a whole history, judged from outside. A job that is still there needs a reason that the history shows.
 *
 * @param queued how many jobs were queued
 * @param settled how many were freed, released or cancelled after they finished
 * @param left how many are still there, by the reason
 * @param violations jobs without a reason
 */
public record Settlement(long queued, long settled, Map<String, Long> left, List<Violation> violations) {
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
    /** The rule {@code ends.accounted}. */
    public static final Rule ACCOUNTED = new Rule(
            "ends.accounted",
            "every job is freed at the end, or the history shows why not",
            "docs/architecture.md: life of a job");

    public Settlement {
        left = Collections.unmodifiableMap(new TreeMap<>(left));
        violations = List.copyOf(violations);
    }

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(GIVEN, FREED, ACCOUNTED);
    }

    /**
     * Settles the accounts of a whole history.
     *
     * @param cutOff whether the run was ended before it came to its end
     */
    public static Settlement of(List<Event> history, boolean cutOff) {
        Book book = new Book();
        history.forEach(book::accept);
        return book.settle(cutOff);
    }

    /**
     * Judges what the device did with its hardware, of a history that tells it, as a recording of the kernel does not.
     *
     * @param slackNanos how long a job may wait to be freed
     */
    public static List<Violation> ofHardware(List<Event> history, long slackNanos) {
        Hardware hardware = new Hardware();
        history.forEach(hardware::accept);
        return hardware.judge(slackNanos);
    }

    /** What was given to the hardware and has come back. */
    private static final class Hardware {
        private final Map<Long, Long> finishedAt = new TreeMap<>();
        private final Map<Integer, List<Long>> started = new TreeMap<>();
        private final Map<Long, Integer> schedulers = new TreeMap<>();
        private final TreeSet<Long> given = new TreeSet<>();
        private final TreeSet<Integer> excused = new TreeSet<>();
        private final List<Violation> violations = new ArrayList<>();
        private long lastNanos;
        private long events;

        void accept(Event event) {
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
                        excused.add(schedulers.get(e.job()));
                    }
                }
                case Event.SubmissionPaused e -> excused.add(e.scheduler());
                case Event.SubmissionResumed e -> excused.remove(e.scheduler());
                default -> {}
            }
        }

        private List<Long> startedOn(long job) {
            return started.computeIfAbsent(schedulers.getOrDefault(job, -1), id -> new ArrayList<>());
        }

        List<Violation> judge(long slackNanos) {
            started.forEach((scheduler, left) -> {
                Long first = left.isEmpty() ? null : left.getFirst();
                Long finished = first == null ? null : finishedAt.get(first);
                if (finished != null && !excused.contains(scheduler) && lastNanos - finished > slackNanos) {
                    violations.add(new Violation(
                            FREED,
                            "job " + first + " finished at " + finished + " ns and was not freed by " + lastNanos
                                    + " ns",
                            events));
                }
            });
            return violations;
        }
    }

    private enum Stage {
        QUEUED,
        RUNNING,
        FINISHED,
        GONE
    }

    private static final class Book {
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
                    if (e.fence() instanceof FenceName.Finished finished && stages.get(finished.job()) != Stage.GONE) {
                        stages.put(finished.job(), Stage.FINISHED);
                    }
                }
                case Event.TimedOut e -> {
                    if (e.verdict() == Verdict.ENODEV) {
                        givenUp.add(e.job());
                    }
                }
                case Event.JobReleased e -> stages.put(e.job(), Stage.GONE);
                case Event.JobFreed e -> stages.put(e.job(), Stage.GONE);
                case Event.SubmissionPaused e -> paused.add(e.scheduler());
                case Event.SubmissionResumed e -> paused.remove(e.scheduler());
                case Event.JobUnschedulable e -> {}
                case Event.JobSubmitted e -> {}
                case Event.JobDone e -> {}
                case Event.JobCancelled e -> {}
                case Event.MessageSent e -> {}
                case Event.PriorityChanged e -> {}
                case Event.EntityKilled e -> {}
                case Event.MessageProcessed e -> {}
            }
        }

        Settlement settle(boolean cutOff) {
            Map<String, Long> left = new TreeMap<>();
            List<Violation> violations = new ArrayList<>();
            long settled = 0;
            boolean anyRunning = stages.containsValue(Stage.RUNNING);
            for (Map.Entry<Long, Stage> each : stages.entrySet()) {
                if (each.getValue() == Stage.GONE) {
                    settled++;
                    continue;
                }
                String reason = cutOff ? "the run was cut off" : reason(each.getKey(), each.getValue(), anyRunning);
                if (reason.isEmpty()) {
                    violations.add(new Violation(
                            ACCOUNTED, "job " + each.getKey() + " is " + Labels.of(each.getValue()), events));
                } else {
                    left.merge(reason, 1L, Long::sum);
                }
            }
            return new Settlement(stages.size(), settled, left, violations);
        }

        /** Returns why a job is still there, or nothing. */
        private String reason(long job, Stage stage, boolean anyRunning) {
            if (givenUp.contains(job)) {
                return "the device was gone";
            }
            if (paused.contains(schedulers.get(job))) {
                return "submission is paused";
            }
            if (stage == Stage.RUNNING) {
                return "on hardware that does not answer";
            }
            if (stage == Stage.FINISHED) {
                return anyRunning ? "behind a job that does not end" : "";
            }
            return waitsForFence(job)
                    ? "waits for a fence that never signalled"
                    : anyRunning ? "behind a job that does not end" : "";
        }

        /** A job waits for its own dependencies, and for those of the jobs before it. */
        private boolean waitsForFence(long job) {
            for (List<Long> queue : queues.values()) {
                int place = queue.indexOf(job);
                for (int i = 0; i <= place; i++) {
                    boolean blocked = stages.get(queue.get(i)) == Stage.QUEUED
                            && dependencies.getOrDefault(queue.get(i), List.of()).stream()
                                    .anyMatch(fence -> !signaled.contains(fence.toString()));
                    if (blocked) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
