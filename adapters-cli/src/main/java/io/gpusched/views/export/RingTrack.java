package io.gpusched.views.export;

import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.views.export.Tracks.Slice;

/** The tracks of one ring: what is on it, in as many lanes as it works on at once, and the numbers of its scheduler. */
final class RingTrack {
    private final Tracks tracks;
    private final SchedulerLine line;
    private final Lanes lanes;
    private final int queuedCounter;
    private final int creditsCounter;
    private long lastDoneNanos;
    private int queued;
    private int credits;

    RingTrack(Tracks tracks, int process, SchedulerLine line, int order) {
        this.tracks = tracks;
        this.line = line;
        int first = tracks.track(process, "ring " + line.name(), order);
        this.lanes = new Lanes(lane -> lane == 0 ? first : tracks.track(process, "ring " + line.name(), order));
        this.queuedCounter = tracks.counter(process, line.name() + " jobs", "queued");
        this.creditsCounter = tracks.counter(process, line.name() + " credits", "in flight");
        tracks.count(tracks.counter(process, line.name() + " credit", "limit"), 0, line.credits());
        tracks.count(queuedCounter, 0, 0);
        tracks.count(creditsCounter, 0, 0);
    }

    String name() {
        return line.name();
    }

    /** Sets how many jobs are queued. */
    void addQueued(int change, long nanos) {
        queued += change;
        tracks.count(queuedCounter, nanos, queued);
    }

    /** Sets the credits in flight. */
    void setCredits(int inFlight, long nanos) {
        if (credits != inFlight) {
            credits = inFlight;
            tracks.count(creditsCounter, nanos, inFlight);
        }
    }

    /** Gives back what a job took. */
    void giveBack(int taken, long nanos) {
        setCredits(Math.max(0, credits - taken), nanos);
    }

    /** A run of a job is over that was on the ring; returns when it began, which is the end if its turn never came. */
    long leave(long onRingNanos, long nanos) {
        if (line.ring() == RingKind.OVERLAPPING) {
            return onRingNanos;
        }
        long start = Math.min(nanos, Math.max(onRingNanos, lastDoneNanos));
        lastDoneNanos = nanos;
        return start;
    }

    /** Draws a run of a job; runs come in the order of their ends. */
    void draw(Slice run) {
        tracks.slice(lanes.take(run.fromNanos(), run.toNanos()), run);
    }
}
