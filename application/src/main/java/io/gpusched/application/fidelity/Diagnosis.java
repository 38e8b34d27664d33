package io.gpusched.application.fidelity;

import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedDependency.Outside;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.RingKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the cause for which a job waited longer or shorter in the replay: the one to which most of the difference is due. */
final class Diagnosis {
    /** A worker of the kernel is awake by then; who waits longer waits for something else. */
    static final long LONGEST_WAKE_UP_NANOS = 1_000_000;

    /** Who overtakes a job stands near it. */
    private static final int FURTHEST = 1_000;

    private final Replay replay;
    private final Timings recorded;
    private final Timings replayed;
    private final Readiness then;
    private final Readiness here;
    private final boolean[] moved;
    private final boolean[] overlaps;
    private final long[][] endsOfRings;
    private final int[][] orders;
    private final int[] placesInOrder;

    /**
     * Prepares for questions.
     *
     * @param moved for each job whether it ran in another place
     */
    Diagnosis(Replay replay, Timings recorded, Timings replayed, boolean[] moved) {
        this.replay = replay;
        this.recorded = recorded;
        this.replayed = replayed;
        this.moved = moved;
        this.then = new Readiness(replay, recorded, LONGEST_WAKE_UP_NANOS);
        this.here = new Readiness(replay, replayed, LONGEST_WAKE_UP_NANOS);
        this.overlaps = new boolean[moved.length];
        this.endsOfRings = new long[replay.recording().rings().size()][];
        this.orders = new int[endsOfRings.length][];
        this.placesInOrder = new int[moved.length];
        for (int ring = 0; ring < endsOfRings.length; ring++) {
            lookAt(ring);
        }
    }

    private void lookAt(int ring) {
        List<Integer> jobs = new ArrayList<>();
        for (int i = 0; i < moved.length; i++) {
            if (replay.recording().jobs().get(i).ring() == ring) {
                jobs.add(i);
            }
        }
        endsOfRings[ring] = jobs.stream().mapToLong(recorded::done).sorted().toArray();
        jobs.sort(Comparator.comparingLong((Integer job) -> recorded.run(job))
                .thenComparingLong(
                        job -> replay.recording().jobs().get(job).places().run()));
        orders[ring] = jobs.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < orders[ring].length; i++) {
            placesInOrder[orders[ring][i]] = i;
        }
        long latestEnd = 0;
        for (int job : jobs) {
            overlaps[job] = recorded.done(job) < latestEnd;
            latestEnd = Math.max(latestEnd, recorded.done(job));
        }
    }

    /** Returns why a job waited longer or shorter from queue to run. */
    Cause ofRun(int job) {
        if (replayed.ring(job) != recorded.ring(job)) {
            return Cause.OTHER_RING;
        }
        long difference = replayed.toRun(job) - recorded.toRun(job);
        if (moved[job]) {
            if (Math.abs(difference) <= LONGEST_WAKE_UP_NANOS) {
                return Cause.CLOSE_CALL;
            }
            return isShifted(job) || overtakersAreShifted(job) ? Cause.SUBMITTED : Cause.ORDER;
        }
        if (Math.abs(difference + shift(job)) * 2 <= Math.abs(difference)) {
            return Cause.SUBMITTED;
        }
        long ofReasons = here.reasonNanos(job) - then.reasonNanos(job);
        long ofLateness = here.lateNanos(job) - then.lateNanos(job);
        if (Math.abs(ofReasons) > Math.abs(ofLateness)) {
            return here.lackedRoom(job) && !then.lackedRoom(job) && difference > 0 ? Cause.CREDITS_HERE : Cause.FOLLOWS;
        }
        if (then.lateNanos(job) <= LONGEST_WAKE_UP_NANOS) {
            return ofLateness < 0 ? Cause.WORKER : Cause.ORDER;
        }
        if (hasUnseenSignal(job)) {
            return Cause.UNSEEN_SIGNAL;
        }
        return then.ranAfterAnEnd(job) ? Cause.CREDITS_THEN : Cause.NOT_IN_THE_TRACE;
    }

    /** Returns how much later a job was submitted in the replay. */
    private long shift(int job) {
        return replayed.queued(job) - recorded.queued(job);
    }

    private boolean isShifted(int job) {
        return Math.abs(shift(job)) > Fidelity.RESOLUTION_NANOS;
    }

    /** Tells whether one of those that ran before a job in the recording and after it here, or the other way, was submitted at another time. */
    private boolean overtakersAreShifted(int job) {
        int[] order = orders[recorded.ring(job)];
        int place = placesInOrder[job];
        int from = Math.max(0, place - FURTHEST);
        int to = Math.min(order.length, place + FURTHEST);
        for (int i = from; i < to; i++) {
            int other = order[i];
            boolean wasBefore = i < place;
            if (other != job
                    && replayed.isDone(other)
                    && isShifted(other)
                    && wasBefore != replayed.run(other) < replayed.run(job)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasUnseenSignal(int job) {
        for (RecordedDependency each : replay.recording().jobs().get(job).dependencies()) {
            if (each instanceof Outside outside && outside.signaledNanos() == Outside.NOT_SEEN) {
                return true;
            }
        }
        return false;
    }

    /** Returns why a job took longer or shorter from queue to done. */
    Cause ofDone(int job) {
        long ofRun = replayed.toRun(job) - recorded.toRun(job);
        long ofRing = replayed.toDone(job) - recorded.toDone(job) - ofRun;
        return Math.abs(ofRun) >= Math.abs(ofRing) ? ofRun(job) : ofRing(job);
    }

    private Cause ofRing(int job) {
        if (replayed.ring(job) != recorded.ring(job)) {
            return Cause.OTHER_RING;
        }
        RecordedJob it = replay.recording().jobs().get(job);
        boolean serial = replay.workload().schedulers().get(it.ring()).ring() == RingKind.SERIAL;
        if (serial && overlaps[job]) {
            return Cause.OVERLAP;
        }
        boolean waited = it.startedNanos() > it.runNanos();
        long started = it.startedNanos() - replay.originNanos();
        return waited && Arrays.binarySearch(endsOfRings[it.ring()], started) < 0 ? Cause.CUT_OFF : Cause.RING;
    }
}
