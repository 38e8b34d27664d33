package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time that one job is with the hardware: it waits on the ring, the ring works on it, and it may lose that to a reset and begin again. */
final class Stay {
    private final long job;
    private final int credits;
    private final Moment from;
    private final List<WaitPart> parts = new ArrayList<>(1);
    private @Nullable Moment to;
    private @Nullable RingPast ring;
    private @Nullable Long culprit;
    private boolean workedOn;
    private boolean lost;
    private long sinceNanos;
    private int othersFrom;

    Stay(long job, int credits, Moment from) {
        this.job = job;
        this.credits = credits;
        this.from = from;
        this.sinceNanos = from.nanos();
    }

    long job() {
        return job;
    }

    int credits() {
        return credits;
    }

    void end(Moment now) {
        to = now;
    }

    /** Tells whether it was with the hardware at a moment. */
    boolean covers(Moment then) {
        return !from.isAfter(then) && (to == null || to.isAfter(then));
    }

    /** Records that the job is on the ring, behind the others from a place in the ring's work on. */
    void enter(RingPast on, int from, long nanos) {
        if (lost && nanos > sinceNanos) {
            parts.add(new WaitPart.Reset(sinceNanos, nanos, culprit));
            sinceNanos = nanos;
        }
        // One that is put on the ring again goes on waiting since it came.
        if (ring == null || lost) {
            othersFrom = from;
        }
        ring = on;
        lost = false;
    }

    /** Records that the ring begins to work on it. */
    void begin(RingPast on, long nanos) {
        if (addWait(on, nanos, parts)) {
            sinceNanos = nanos;
        }
        workedOn = true;
    }

    /** Records that a reset took it off the ring; what the ring had done for it is lost. */
    void lose(@Nullable Long timedOut, long nanos) {
        if (workedOn) {
            lost = true;
            culprit = timedOut;
            workedOn = false;
            if (nanos > sinceNanos) {
                boolean hung = timedOut != null && timedOut == job;
                parts.add(
                        hung ? new WaitPart.Hung(sinceNanos, nanos) : new WaitPart.Reset(sinceNanos, nanos, timedOut));
            }
            sinceNanos = nanos;
        }
    }

    /** Tells whether what the ring had done for it is lost, and it was not put on the ring again. */
    boolean isLost() {
        return lost;
    }

    boolean isWorkedOn() {
        return workedOn;
    }

    /** Returns the parts of the stay until now. */
    List<WaitPart> parts(long nowNanos) {
        List<WaitPart> all = new ArrayList<>(parts);
        if (nowNanos <= sinceNanos) {
            return all;
        }
        if (lost) {
            all.add(new WaitPart.Reset(sinceNanos, nowNanos, culprit));
        } else if (ring == null || workedOn) {
            all.add(new WaitPart.Running(sinceNanos, nowNanos));
        } else {
            addWait(ring, nowNanos, all);
        }
        return all;
    }

    private boolean addWait(RingPast on, long toNanos, List<WaitPart> to) {
        List<Long> others = on.workedOn(othersFrom);
        boolean waited = toNanos > sinceNanos && !others.isEmpty();
        if (waited) {
            to.add(new WaitPart.OnRing(sinceNanos, toNanos, others));
        }
        return waited;
    }
}
