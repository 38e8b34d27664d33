package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the times in which rings did nothing useful: a job hung, the driver recovered from that, or the device was gone. */
public final class RecoveryLog implements Consumer<Event> {
    private final List<Outage> over = new ArrayList<>();
    private final Map<Integer, Outage> open = new TreeMap<>();
    private final Map<Integer, Event.TimedOut> timedOut = new TreeMap<>();
    private final Map<Long, Integer> ringOfJob = new TreeMap<>();
    private final Map<Long, Long> givenAt = new TreeMap<>();
    private final Map<Integer, Long> lastDone = new TreeMap<>();

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.JobRun e -> {
                ringOfJob.put(e.job(), e.scheduler());
                givenAt.put(e.job(), e.nanos());
            }
            case Event.JobSubmitted e -> {
                if (e.launch() == Launch.Accepted.RUNNING) {
                    givenAt.put(e.job(), e.nanos());
                }
            }
            case Event.JobDone e -> {
                Integer ring = ringOfJob.get(e.job());
                if (ring != null) {
                    lastDone.put(ring, e.nanos());
                }
            }
            case Event.TimedOut e -> {
                timedOut.put(e.scheduler(), e);
                if (e.verdict() == Verdict.RESET || e.verdict() == Verdict.KILLED) {
                    hung(e);
                }
            }
            case Event.RingRecovery e -> recovery(e);
            default -> {}
        }
    }

    private void hung(Event.TimedOut event) {
        long given = givenAt.getOrDefault(event.job(), event.nanos());
        long since = Math.max(given, lastDone.getOrDefault(event.scheduler(), given));
        over.add(new Outage(event.scheduler(), Outage.Kind.HUNG, null, since, event.nanos(), event.job()));
    }

    private void recovery(Event.RingRecovery event) {
        RecoveryStage stage = event.stage();
        Event.@Nullable TimedOut cause = timedOut.get(event.scheduler());
        if (stage.progress() == Progress.BEGUN) {
            if (cause != null && cause.verdict().putsBack() && cause.nanos() == event.nanos() && !isKnown(cause)) {
                hung(cause);
            }
            long job = cause != null && cause.nanos() == event.nanos() ? cause.job() : jobOfStepBefore(event);
            boolean gone = stage.rung() == Rung.DEVICE_GONE;
            open.put(
                    event.scheduler(),
                    new Outage(
                            event.scheduler(),
                            gone ? Outage.Kind.GONE : Outage.Kind.RECOVERY,
                            stage,
                            event.nanos(),
                            Outage.NOT_OVER,
                            job));
            return;
        }
        Outage begun = open.remove(event.scheduler());
        if (begun != null) {
            over.add(new Outage(begun.ring(), begun.kind(), stage, begun.fromNanos(), event.nanos(), begun.job()));
        }
    }

    private boolean isKnown(Event.TimedOut cause) {
        return over.stream()
                .anyMatch(each -> each.kind() == Outage.Kind.HUNG
                        && each.job() == cause.job()
                        && each.toNanos() == cause.nanos());
    }

    /** Steps that follow each other at once are about the same hang. */
    private long jobOfStepBefore(Event.RingRecovery event) {
        for (Outage each : over.reversed()) {
            if (each.ring() == event.scheduler()) {
                return each.toNanos() == event.nanos() ? each.job() : Outage.NO_JOB;
            }
        }
        return Outage.NO_JOB;
    }

    /**
     * Returns the outages, in the order in which they began on each ring.
     *
     * @param endNanos when those end that are not over, in nanoseconds
     */
    public List<Outage> outages(long endNanos) {
        List<Outage> all = new ArrayList<>(over);
        open.values().forEach(each -> all.add(each.until(endNanos)));
        return List.copyOf(all);
    }

    /** Returns since when the device of a ring is gone, in nanoseconds; {@link Nanos#NEVER} if it is not. */
    public long goneSinceNanos(int ring) {
        Outage last = open.get(ring);
        return last == null || last.kind() != Outage.Kind.GONE ? Nanos.NEVER : last.fromNanos();
    }
}
