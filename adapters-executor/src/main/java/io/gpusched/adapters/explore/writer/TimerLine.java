package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.application.port.Timer;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/** The clock of an exploring writer and its armed timers, by due time and then by the order of arming. Knows which of them may fire. */
public final class TimerLine {
    private final Lateness lateness;
    private final List<ExploredTimer> armed = new ArrayList<>();
    private long untilNanos = Nanos.NEVER;
    private long now;
    private long looks;

    TimerLine(Lateness lateness) {
        this.lateness = lateness;
    }

    long now() {
        return now;
    }

    /** Ends the schedule at a time: timers that are due later never fire. */
    public void endAt(long nanos) {
        untilNanos = nanos;
    }

    /** Tells whether timers may fire in another order than that of their times. */
    public boolean allMayBeLate() {
        return lateness == Lateness.ALL;
    }

    /** Tells whether timers that are due after some time never fire. */
    public boolean ends() {
        return untilNanos != Nanos.NEVER;
    }

    /** Returns after which time no timer fires, in nanoseconds. */
    public long untilNanos() {
        return untilNanos;
    }

    boolean isEmpty() {
        return armed.isEmpty();
    }

    /** Returns the armed timers in the order of their due times. */
    public List<ExploredTimer> armed() {
        return armed;
    }

    /** Begins to look at all timers and returns the number of the look, for {@link Occasion#count}. */
    public long look() {
        return ++looks;
    }

    void arm(ExploredTimer timer, long delayNanos) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("a delay is at least 0 ns, not " + delayNanos);
        }
        cancel(timer);
        timer.dueNanos = Timer.due(now, delayNanos);
        timer.armed = true;
        int place = armed.size();
        while (place > 0 && armed.get(place - 1).dueNanos > timer.dueNanos) {
            place--;
        }
        armed.add(place, timer);
    }

    boolean cancel(ExploredTimer timer) {
        if (!timer.armed) {
            return false;
        }
        timer.armed = false;
        armed.remove(timer);
        return true;
    }

    /** Adds the timers that may fire now; with exact timing only where there is no work. */
    void gather(Chooser into) {
        if (armed.isEmpty() || (lateness == Lateness.NONE && into.size() > 0)) {
            return;
        }
        looks++;
        long last = lateness == Lateness.ALL ? untilNanos : Math.min(untilNanos, armed.getFirst().dueNanos);
        for (int i = 0; i < armed.size(); i++) {
            ExploredTimer timer = armed.get(i);
            if (timer.dueNanos > last || timer.dueNanos == Nanos.NEVER) {
                return;
            }
            Occasion occasion = timer.occasion();
            boolean first = occasion.seenAt != looks;
            occasion.seenAt = looks;
            if (!timer.isUnderWay() && (!occasion.isLine() || (first && !occasion.busy))) {
                into.add(timer);
            }
        }
    }

    /** Takes a timer that fires. The clock moves to its due time, unless it was late. */
    void begin(ExploredTimer timer) {
        now = Math.max(now, timer.dueNanos);
        cancel(timer);
        timer.occasion().busy = true;
        timer.begin();
    }

    void end(ExploredTimer timer) {
        timer.occasion().busy = false;
        timer.end();
    }
}
