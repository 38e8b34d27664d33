package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what became of each job from the events of a run. A ring that runs one job at a time starts with a job when it goes to the
 * hardware or when the job before it is done, whichever is later; one that runs all at once, when it goes to the hardware.
 */
public final class JobLog implements Consumer<Event> {
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Long> lastDone = new TreeMap<>();
    private final Map<Integer, Long> goneSince = new TreeMap<>();
    private final Map<Integer, Set<Entry>> onRings = new TreeMap<>();
    private final List<Long> runOrder = new ArrayList<>();
    private final IntPredicate overlaps;
    private long endNanos;

    /** Makes a log of rings that run one job at a time. */
    public JobLog() {
        this(scheduler -> false);
    }

    /**
     * Makes a log.
     *
     * @param overlaps tells of a scheduler whether its ring runs all jobs at once
     */
    public JobLog(IntPredicate overlaps) {
        this.overlaps = overlaps;
    }

    @Override
    public void accept(Event event) {
        endNanos = event.nanos();
        switch (event) {
            case Event.JobQueued e -> entries.put(e.job(), new Entry(e));
            case Event.JobRun e -> {
                Entry entry = entry(e.job());
                entry.run(e.nanos());
                onRing(entry).add(entry);
                runOrder.add(e.job());
            }
            case Event.JobDone e -> done(entry(e.job()), e.nanos());
            case Event.FenceSignaled e -> {
                if (e.fence() instanceof FenceName.Finished finished) {
                    Entry entry = entry(finished.job());
                    onRing(entry).remove(entry);
                    entry.finished(e.nanos(), e.error());
                }
            }
            case Event.JobSubmitted e -> submitted(entry(e.job()), e.launch());
            case Event.TimedOut e -> {
                if (e.verdict() == Verdict.ENODEV) {
                    goneSince.putIfAbsent(e.scheduler(), e.nanos());
                }
            }
            case Event.RingRecovery e -> recovery(e);
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    private void recovery(Event.RingRecovery event) {
        int ring = event.scheduler();
        boolean begins = event.stage().progress() == Progress.BEGUN;
        if (event.stage().rung() == Rung.DEVICE_GONE) {
            if (begins) {
                goneSince.putIfAbsent(ring, event.nanos());
            } else {
                goneSince.remove(ring);
            }
        }
        if (begins && event.stage().rung() != Rung.CANCEL_JOB) {
            boolean first = true;
            for (Entry each : onRings.getOrDefault(ring, Collections.emptySet())) {
                each.lose(first || overlaps.test(ring), lastDone.getOrDefault(ring, each.givenNanos), event.nanos());
                first = false;
            }
            onRings.remove(ring);
        }
    }

    /** A job that is given to the hardware again is behind those that were given again before it. */
    private void submitted(Entry entry, Launch launch) {
        entry.submitted(launch, endNanos);
        onRing(entry).remove(entry);
        if (launch == Launch.Accepted.RUNNING) {
            onRing(entry).add(entry);
        }
    }

    private Set<Entry> onRing(Entry entry) {
        return onRings.computeIfAbsent(entry.queued.scheduler(), ring -> new LinkedHashSet<>());
    }

    private void done(Entry entry, long nanos) {
        int scheduler = entry.queued.scheduler();
        onRing(entry).remove(entry);
        if (!entry.isOnRing() || entry.isLost()) {
            entry.done(entry.isLost() && entry.startNanos != Nanos.NEVER ? entry.startNanos : nanos, nanos);
            return;
        }
        long previous =
                overlaps.test(scheduler) ? entry.givenNanos : lastDone.getOrDefault(scheduler, entry.givenNanos);
        entry.done(Math.max(entry.givenNanos, previous), nanos);
        lastDone.put(scheduler, nanos);
    }

    private Entry entry(long job) {
        Entry entry = entries.get(job);
        if (entry == null) {
            throw new IllegalStateException("job " + job + " was never queued");
        }
        return entry;
    }

    /** Returns what became of each job, in the order in which they were queued. */
    public List<JobTimes> jobs() {
        return entries.values().stream().map(this::times).toList();
    }

    private JobTimes times(Entry entry) {
        int scheduler = entry.queued.scheduler();
        Set<Entry> onRing = onRings.getOrDefault(scheduler, Collections.emptySet());
        boolean overlapping = overlaps.test(scheduler);
        boolean begun = overlapping
                ? onRing.contains(entry)
                : !onRing.isEmpty() && onRing.iterator().next() == entry;
        if (!begun) {
            return entry.times(entry.startNanos, entry.stoppedNanos);
        }
        long previous = overlapping ? entry.givenNanos : lastDone.getOrDefault(scheduler, entry.givenNanos);
        long start = Math.max(entry.givenNanos, previous);
        Long gone = goneSince.get(scheduler);
        return gone == null
                ? entry.times(start, Nanos.NEVER)
                : start > gone ? entry.times(Nanos.NEVER, Nanos.NEVER) : entry.times(start, gone);
    }

    /** Returns since when the device of a scheduler is gone; {@link Nanos#NEVER} if it is not. */
    public long goneSinceNanos(int scheduler) {
        return goneSince.getOrDefault(scheduler, Nanos.NEVER);
    }

    /** Returns the ids of the jobs in the order in which they first went to the hardware. */
    public List<Long> runOrder() {
        return List.copyOf(runOrder);
    }

    /** Returns the time of the last event, in nanoseconds. */
    public long endNanos() {
        return endNanos;
    }

    private static final class Entry {
        private final Event.JobQueued queued;
        private long runNanos = Nanos.NEVER;
        private long givenNanos = Nanos.NEVER;
        private long startNanos = Nanos.NEVER;
        private long stoppedNanos = Nanos.NEVER;
        private boolean lost;
        private long doneNanos = Nanos.NEVER;
        private long finishedNanos = Nanos.NEVER;
        private @Nullable Errno error;
        private boolean answered;
        private boolean accepted;

        Entry(Event.JobQueued queued) {
            this.queued = queued;
        }

        void run(long nanos) {
            runNanos = nanos;
            givenNanos = nanos;
        }

        void submitted(Launch launch, long nanos) {
            answered = true;
            accepted |= launch == Launch.Accepted.RUNNING;
            if (lost && launch == Launch.Accepted.RUNNING) {
                lost = false;
                givenNanos = nanos;
                startNanos = Nanos.NEVER;
                stoppedNanos = Nanos.NEVER;
            }
        }

        /** Notes that a recovery has stopped the ring: what it had done for the job is lost. */
        void lose(boolean begun, long previousNanos, long nanos) {
            lost = true;
            if (begun) {
                startNanos = Math.max(givenNanos, previousNanos);
                stoppedNanos = nanos;
            }
        }

        boolean isLost() {
            return lost;
        }

        /** Tells whether the ring ever had the job, so far as is known: a kernel does not trace what its hardware answers. */
        boolean isOnRing() {
            return accepted || !answered;
        }

        void done(long start, long nanos) {
            startNanos = start;
            doneNanos = nanos;
        }

        void finished(long nanos, @Nullable Errno result) {
            finishedNanos = nanos;
            error = result;
        }

        JobTimes times(long start, long stopped) {
            return new JobTimes(
                    queued.job(),
                    queued.entity(),
                    queued.scheduler(),
                    queued.nanos(),
                    runNanos,
                    start,
                    stopped,
                    doneNanos,
                    finishedNanos,
                    error);
        }
    }
}
