package io.gpusched.views.export;

import io.gpusched.domain.time.Nanos;
import io.gpusched.views.export.Tracks.Arrow;
import io.gpusched.views.export.Tracks.Detail;
import io.gpusched.views.export.Tracks.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One job from its queueing to its end, as the timeline draws it. */
final class JobLife {
    final long job;
    final int entity;
    final int scheduler;
    final long queuedNanos;
    /** Arrows that end where it runs. */
    final List<LooseArrow> in = new ArrayList<>();
    /** Arrows to those that wait until it is given to the hardware. */
    final List<LooseArrow> whenScheduled = new ArrayList<>();
    /** Arrows to those that wait until it is done. */
    final List<LooseArrow> whenFinished = new ArrayList<>();

    int credits;
    long frontNanos = Nanos.NEVER;
    long runNanos = Nanos.NEVER;
    /** When it was given to the ring, the last time; or never, if it is not there. */
    long onRingNanos = Nanos.NEVER;

    /** When the ring took it up, and when it was done with it, or never. */
    long startNanos = Nanos.NEVER;

    long doneNanos = Nanos.NEVER;
    private final List<Slice> parts = new ArrayList<>();
    private @Nullable String awaited;
    private long namedUntilNanos;

    /** A half-drawn arrow. */
    static final class LooseArrow {
        final Arrow arrow;
        boolean begun;
        boolean dropped;

        LooseArrow(Arrow arrow) {
            this.arrow = arrow;
        }
    }

    JobLife(long job, int entity, int scheduler, long queuedNanos) {
        this.job = job;
        this.entity = entity;
        this.scheduler = scheduler;
        this.queuedNanos = queuedNanos;
        this.namedUntilNanos = queuedNanos;
    }

    /** It is the first in its entity's queue now. */
    void comesToTheFront(long nanos) {
        frontNanos = nanos;
        tell("behind its own", nanos);
    }

    /** It has to wait for a fence. */
    void waitsFor(String fence, long nanos) {
        tell("queued", nanos);
        awaited = fence;
    }

    /** The fence that it had to wait for has signalled. */
    void waitsNoMore(long nanos) {
        if (awaited != null) {
            tell("waits for " + awaited, nanos);
            awaited = null;
        }
    }

    /** It went to the hardware. */
    void runs(long nanos, int takes) {
        waitsNoMore(nanos);
        tell("queued", nanos);
        runNanos = nanos;
        credits = takes;
    }

    /** A run of it is over. */
    void leavesTheRing(long startNanos, long nanos, String how) {
        tell("on the ring", startNanos);
        tell(how, nanos);
        onRingNanos = Nanos.NEVER;
    }

    /** Ends a part of its life, which began where the part before ended, and names it. */
    void tell(String what, long untilNanos) {
        if (untilNanos > namedUntilNanos) {
            parts.add(new Slice(what, namedUntilNanos, untilNanos, List.of()));
            namedUntilNanos = untilNanos;
        }
    }

    List<Slice> parts() {
        return parts;
    }

    /** Returns the details that every slice of it has. */
    List<Detail> details() {
        return List.of(new Detail("job", job));
    }

    /** Returns the details of its last slice. */
    List<Detail> details(String entityName, String outcome) {
        List<Detail> details = new ArrayList<>(details());
        details.add(new Detail("entity", entityName));
        details.add(new Detail("outcome", outcome));
        if (runNanos != Nanos.NEVER) {
            details.add(new Detail("credits", (long) credits));
            details.add(new Detail("queued, ns", runNanos - queuedNanos));
            details.add(new Detail("on the ring, ns", startNanos == Nanos.NEVER ? 0 : startNanos - runNanos));
        }
        return details;
    }

    /** Takes the arrows that begin here, and are not dropped. */
    static List<Arrow> begin(List<LooseArrow> arrows) {
        List<Arrow> begun = new ArrayList<>();
        for (LooseArrow each : arrows) {
            if (!each.dropped) {
                each.begun = true;
                begun.add(each.arrow);
            }
        }
        arrows.clear();
        return begun;
    }

    /** Takes the arrows that end here; those that have not begun never will. */
    List<Arrow> end() {
        List<Arrow> ended = new ArrayList<>();
        for (LooseArrow each : in) {
            each.dropped = !each.begun;
            if (each.begun) {
                ended.add(each.arrow);
            }
        }
        in.clear();
        return ended;
    }
}
