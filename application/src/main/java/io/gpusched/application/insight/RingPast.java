package io.gpusched.application.insight;

import io.gpusched.application.workload.RingKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The jobs that a ring was given and worked on so far, in order, one at a time or all at once. */
final class RingPast {
    private final RingKind kind;
    private final Deque<Stay> ring = new ArrayDeque<>();
    private final List<Long> worked = new ArrayList<>();

    RingPast(RingKind kind) {
        this.kind = kind;
    }

    /** Puts a job on the ring. */
    void enter(Stay stay, long nanos) {
        stay.enter(this, ring.isEmpty() ? worked.size() : worked.size() - 1, nanos);
        ring.add(stay);
        if (kind == RingKind.OVERLAPPING || ring.size() == 1) {
            begin(stay, nanos);
        }
    }

    /** Takes a job off the ring, if it is there. */
    void leave(Stay stay, long nanos) {
        boolean removed = ring.remove(stay);
        Stay next = ring.peek();
        if (removed && next != null && !next.isWorkedOn() && !next.isLost()) {
            begin(next, nanos);
        }
    }

    /** Takes all jobs off the ring, as a reset does. */
    void clear(@Nullable Long culprit, long nanos) {
        ring.forEach(each -> each.lose(culprit, nanos));
        ring.clear();
    }

    private void begin(Stay stay, long nanos) {
        stay.begin(this, nanos);
        worked.add(stay.job());
    }

    /** Returns the jobs that the ring worked on, from a place in the order on until now. */
    List<Long> workedOn(int from) {
        return new Slice<>(worked, from, worked.size());
    }
}
