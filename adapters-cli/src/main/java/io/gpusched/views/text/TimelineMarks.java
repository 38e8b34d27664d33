package io.gpusched.views.text;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.insight.RecoveryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers from the events of a run what a timeline shows of rings besides their jobs: timeouts, and submission that was paused. */
public final class TimelineMarks implements Consumer<Event> {
    private final List<Timeout> timeouts = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final Map<Integer, Long> pausedSince = new TreeMap<>();
    private final RecoveryLog recoveries = new RecoveryLog();
    private long endNanos;

    /** The timeout handler of a ring was called. */
    record Timeout(long nanos, int ring) {}

    /** Submission to a ring was paused for a time. */
    record Pause(long fromNanos, long toNanos, int ring) {}

    @Override
    public void accept(Event event) {
        endNanos = event.nanos();
        recoveries.accept(event);
        if (event instanceof Event.TimedOut timeout) {
            timeouts.add(new Timeout(timeout.nanos(), timeout.scheduler()));
        } else if (event instanceof Event.SubmissionPaused paused) {
            pausedSince.putIfAbsent(paused.scheduler(), paused.nanos());
        } else if (event instanceof Event.SubmissionResumed resumed) {
            Long since = pausedSince.remove(resumed.scheduler());
            if (since != null) {
                pauses.add(new Pause(since, resumed.nanos(), resumed.scheduler()));
            }
        }
    }

    /** Returns the outages of the rings; one that is not over lasts until the given time. */
    List<Outage> outages(long untilNanos) {
        return recoveries.outages(untilNanos);
    }

    List<Timeout> timeouts() {
        return List.copyOf(timeouts);
    }

    /** Returns the pauses; one that is not over lasts as long as the run. */
    List<Pause> pauses() {
        List<Pause> all = new ArrayList<>(pauses);
        pausedSince.forEach((ring, since) -> all.add(new Pause(since, endNanos, ring)));
        return all;
    }
}
