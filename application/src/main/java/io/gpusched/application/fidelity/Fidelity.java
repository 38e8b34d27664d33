package io.gpusched.application.fidelity;

import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * A recording beside its replay.
 *
 * @param rings the run order on each ring, in the order of the recording
 * @param clients the waits of each client, in the order of the recording; the last is all of them together
 * @param reasons why waits differ, the most frequent first; those from queue to run come before those from queue to done
 * @param notDone how many jobs were not done when the replay ended
 */
public record Fidelity(List<RingOrder> rings, List<ClientWaits> clients, List<Reason> reasons, int notDone) {
    /** Times in traces are whole microseconds, or as good as; waits that differ by less are the same. */
    public static final long RESOLUTION_NANOS = 1_000;

    private static final String ALL = "all";

    public Fidelity {
        rings = List.copyOf(rings);
        clients = List.copyOf(clients);
        reasons = List.copyOf(reasons);
    }

    /**
     * The run order on a ring.
     *
     * @param ring its name
     * @param jobs how many jobs ran on it
     * @param inOrder how many of them can stay where they are, if the others are moved to make one order of the other
     * @param orderedPairs the share of all pairs of jobs that ran in the recorded order here, too: 0 to 1. One job that moved
     *     changes it little, wherever it happens
     * @param firstMoved the first job that is in another place, or an empty text
     */
    public record RingOrder(String ring, int jobs, int inOrder, double orderedPairs, String firstMoved) {}

    /**
     * The waits of a client's jobs, of those that were done in both.
     *
     * @param client its name, or "all"
     * @param toRun from queue to run
     * @param toDone from queue to done
     */
    public record ClientWaits(String client, Waits toRun, Waits toDone) {}

    /**
     * One wait of some jobs.
     *
     * @param recorded how long they waited when they were recorded
     * @param replayed how long they waited in the replay
     * @param error by how much that differs for each job, in either direction
     */
    public record Waits(Distribution recorded, Distribution replayed, Distribution error) {}

    /** Which wait. */
    public enum Span {
        /** In the scheduler. */
        QUEUE_TO_RUN,
        /** All in all. */
        QUEUE_TO_DONE
    }

    /**
     * Why some jobs' waits differ.
     *
     * @param error by how much, in either direction
     * @param shorter how many of them waited less in the replay
     * @param first the first of them, in the order in which they were queued
     */
    public record Reason(Span span, Cause cause, Distribution error, int shorter, String first) {}

    /** Tells whether all jobs ran, in the recorded order on each ring. */
    public boolean isSameOrder() {
        return notDone == 0 && rings.stream().allMatch(ring -> ring.inOrder() == ring.jobs());
    }

    /**
     * Compares a recording with its replay.
     *
     * @param run what became of the jobs when the replay's workload was played
     */
    public static Fidelity of(Replay replay, JobLog run) {
        return new Comparison(replay, run).result();
    }

    private static final class Comparison {
        private final Recording recording;
        private final Timings recorded;
        private final Timings replayed;
        private final Diagnosis diagnosis;
        private final boolean[] moved;
        private final List<RingOrder> rings = new ArrayList<>();

        Comparison(Replay replay, JobLog run) {
            this.recording = replay.recording();
            int jobs = recording.jobs().size();
            this.recorded = Timings.recorded(replay);
            this.replayed = Timings.replayed(jobs, run.jobs());
            this.moved = new boolean[jobs];
            int[] places = new int[jobs];
            int next = 0;
            for (long job : run.runOrder()) {
                places[(int) job] = next++;
            }
            for (int ring = 0; ring < recording.rings().size(); ring++) {
                order(ring, places);
            }
            this.diagnosis = new Diagnosis(replay, recorded, replayed, moved);
        }

        private void order(int ring, int[] places) {
            List<Integer> jobs =
                    done().filter(job -> recorded.ring(job) == ring).boxed().toList();
            List<Integer> stayed =
                    jobs.stream().filter(job -> replayed.ring(job) == ring).toList();
            List<Integer> away = new ArrayList<>(
                    jobs.stream().filter(job -> replayed.ring(job) != ring).toList());
            RunOrder order = new RunOrder(stayed, recorded, places);
            away.addAll(order.moved());
            away.sort(Comparator.naturalOrder());
            away.forEach(job -> moved[job] = true);
            rings.add(new RingOrder(
                    recording.ringLabel(ring),
                    jobs.size(),
                    jobs.size() - away.size(),
                    order.orderedPairs(),
                    away.isEmpty() ? "" : label(away.getFirst())));
        }

        private IntStream done() {
            return IntStream.range(0, recording.jobs().size()).filter(replayed::isDone);
        }

        private String label(int job) {
            return recording.jobs().get(job).label();
        }

        Fidelity result() {
            List<ClientWaits> clients = new ArrayList<>();
            List<String> labels = recording.clientLabels();
            List<List<Integer>> jobsOfClients = new ArrayList<>();
            labels.forEach(label -> jobsOfClients.add(new ArrayList<>()));
            done().forEach(job ->
                    jobsOfClients.get(recording.jobs().get(job).client()).add(job));
            for (int i = 0; i < labels.size(); i++) {
                clients.add(client(labels.get(i), jobsOfClients.get(i)));
            }
            clients.add(client(ALL, done().boxed().toList()));
            List<Reason> reasons = new ArrayList<>();
            reasons.addAll(reasons(Span.QUEUE_TO_RUN, this::runError, diagnosis::ofRun));
            reasons.addAll(reasons(Span.QUEUE_TO_DONE, this::doneError, diagnosis::ofDone));
            List<Integer> lost = IntStream.range(0, recording.jobs().size())
                    .filter(job -> !replayed.isDone(job))
                    .boxed()
                    .toList();
            if (!lost.isEmpty()) {
                reasons.add(reason(Span.QUEUE_TO_DONE, Cause.NOT_DONE, lost, job -> 0));
            }
            return new Fidelity(rings, clients, reasons, lost.size());
        }

        private ClientWaits client(String label, List<Integer> jobs) {
            return new ClientWaits(
                    label,
                    new Waits(of(jobs, recorded::toRun), of(jobs, replayed::toRun), sizes(jobs, this::runError)),
                    new Waits(of(jobs, recorded::toDone), of(jobs, replayed::toDone), sizes(jobs, this::doneError)));
        }

        private long runError(int job) {
            return replayed.toRun(job) - recorded.toRun(job);
        }

        private long doneError(int job) {
            return replayed.toDone(job) - recorded.toDone(job);
        }

        private static Distribution of(List<Integer> jobs, IntToLongFunction nanos) {
            return Distribution.of(jobs.stream().mapToLong(nanos::applyAsLong));
        }

        private static Distribution sizes(List<Integer> jobs, IntToLongFunction error) {
            return of(jobs, job -> Math.abs(error.applyAsLong(job)));
        }

        private List<Reason> reasons(Span span, IntToLongFunction error, IntFunction<Cause> causeOf) {
            Map<Cause, List<Integer>> jobsOfCauses = new EnumMap<>(Cause.class);
            done().filter(job -> Math.abs(error.applyAsLong(job)) >= RESOLUTION_NANOS)
                    .forEach(job -> jobsOfCauses
                            .computeIfAbsent(causeOf.apply(job), it -> new ArrayList<>())
                            .add(job));
            List<Reason> reasons = new ArrayList<>();
            jobsOfCauses.forEach((cause, jobs) -> reasons.add(reason(span, cause, jobs, error)));
            reasons.sort((a, b) -> Integer.compare(b.error().count(), a.error().count()));
            return reasons;
        }

        private Reason reason(Span span, Cause cause, List<Integer> jobs, IntToLongFunction error) {
            int shorter = (int)
                    jobs.stream().filter(job -> error.applyAsLong(job) < 0).count();
            return new Reason(span, cause, sizes(jobs, error), shorter, label(jobs.getFirst()));
        }
    }
}
