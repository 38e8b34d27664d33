package io.gpusched.cli.top;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.EntityNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts along with a live run, so that a look at it costs the same however long it has been running. Writer only. It takes rings to run
 * one job at a time, in the order in which they got them.
 */
public final class LiveFigures implements Consumer<Event> {
    private static final int DIGITS = 2;
    private final List<String> names;
    private final Map<Long, OpenJob> open = new TreeMap<>();
    private final List<RingCount> rings = new ArrayList<>();
    private final List<EntityCount> entities = new ArrayList<>();

    /**
     * Counts from the beginning of a run.
     *
     * @param clients the names of the clients, by the ids of their entities
     */
    public LiveFigures(List<String> clients) {
        this.names = EntityNames.of(clients);
        clients.forEach(each -> entities.add(new EntityCount()));
    }

    private static final class RingCount {
        private final Set<OpenJob> onRing = new LinkedHashSet<>();
        private long goneNanos = Nanos.NEVER;
        private long lastDone;
        private long busyNanos;
        private long done;
        private long timeouts;

        /** Returns how long the ring has worked on the job that it works on now. */
        long runningNanos(long nowNanos) {
            if (onRing.isEmpty()) {
                return 0;
            }
            long until = goneNanos == Nanos.NEVER ? nowNanos : goneNanos;
            return Math.max(0, until - Math.max(onRing.iterator().next().runNanos, lastDone));
        }

        boolean worksOn(int entity) {
            return !onRing.isEmpty() && onRing.iterator().next().queued.entity() == entity;
        }
    }

    private static final class EntityCount {
        private final Histogram waits = new Histogram(DIGITS);
        private int inFlight;
        private long gpuNanos;
        private long done;
        private long failed;
    }

    private static final class OpenJob {
        private final Event.JobQueued queued;
        private long runNanos;
        private boolean isInFlight;

        OpenJob(Event.JobQueued queued) {
            this.queued = queued;
        }
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.JobQueued e) {
            open.put(e.job(), new OpenJob(e));
        } else if (event instanceof Event.JobRun e) {
            run(requireOpen(open.get(e.job())), e.nanos());
        } else if (event instanceof Event.JobDone e) {
            done(requireOpen(open.get(e.job())), e.nanos());
        } else if (event instanceof Event.JobSubmitted e) {
            submitted(requireOpen(open.get(e.job())), e.launch());
        } else if (event instanceof Event.TimedOut e) {
            RingCount ring = ring(e.scheduler());
            ring.timeouts++;
            ring.goneNanos =
                    e.verdict() == Verdict.ENODEV && ring.goneNanos == Nanos.NEVER ? e.nanos() : ring.goneNanos;
        } else if (event instanceof Event.FenceSignaled e && e.fence() instanceof FenceName.Finished finished) {
            finished(requireOpen(open.remove(finished.job())), e);
        }
    }

    private static OpenJob requireOpen(@Nullable OpenJob job) {
        if (job == null) {
            throw new IllegalStateException("a job that was never queued, or is over");
        }
        return job;
    }

    private void run(OpenJob job, long nanos) {
        EntityCount entity = entities.get(job.queued.entity());
        job.runNanos = nanos;
        job.isInFlight = true;
        entity.inFlight++;
    }

    /** A job that is given to the hardware again is behind those that were given again before it. */
    private void submitted(OpenJob job, Launch launch) {
        Set<OpenJob> onRing = ring(job.queued.scheduler()).onRing;
        onRing.remove(job);
        if (launch == Launch.Accepted.RUNNING) {
            onRing.add(job);
        }
    }

    private void done(OpenJob job, long nanos) {
        RingCount ring = ring(job.queued.scheduler());
        ring.onRing.remove(job);
        EntityCount entity = entities.get(job.queued.entity());
        long start = Math.max(job.runNanos, ring.lastDone);
        ring.lastDone = nanos;
        ring.busyNanos += nanos - start;
        entity.gpuNanos += nanos - start;
        entity.waits.recordValue(Math.max(start - job.queued.nanos(), 0));
    }

    private void finished(OpenJob job, Event.FenceSignaled event) {
        EntityCount entity = entities.get(job.queued.entity());
        RingCount ring = ring(job.queued.scheduler());
        ring.onRing.remove(job);
        entity.inFlight -= job.isInFlight ? 1 : 0;
        if (event.error() == null) {
            entity.done++;
            ring.done++;
        } else {
            entity.failed++;
        }
    }

    private RingCount ring(int id) {
        while (rings.size() <= id) {
            rings.add(new RingCount());
        }
        return rings.get(id);
    }

    /** Returns how the run stands. */
    public Snapshot of(Simulation run) {
        return new Snapshot(
                run.endNanos(),
                run.schedulers().stream()
                        .map(each -> state(each, run.isTornDown().test(each), run.endNanos()))
                        .toList(),
                run.entities().stream().map(each -> state(each, run.endNanos())).toList());
    }

    private Snapshot.RingState state(Scheduler scheduler, boolean isTornDown, long nowNanos) {
        RingCount count = ring(scheduler.id());
        return new Snapshot.RingState(
                scheduler.name(),
                scheduler.policy().label(),
                scheduler.credits().inFlight(),
                scheduler.credits().limit(),
                count.done,
                count.busyNanos + count.runningNanos(nowNanos),
                count.timeouts,
                isTornDown || count.goneNanos != Nanos.NEVER
                        ? "gone"
                        : scheduler.isPaused() ? "paused" : scheduler.isEligible() ? "" : "not eligible");
    }

    private Snapshot.EntityState state(Entity entity, long nowNanos) {
        EntityCount count = entities.get(entity.id());
        long runningNanos = rings.stream()
                .filter(each -> each.worksOn(entity.id()))
                .mapToLong(each -> each.runningNanos(nowNanos))
                .sum();
        boolean hasWaited = count.waits.getTotalCount() > 0;
        return new Snapshot.EntityState(
                names.get(entity.id()),
                entity.priority(),
                entity.queued(),
                count.inFlight,
                count.done,
                count.failed,
                count.gpuNanos + runningNanos,
                hasWaited ? count.waits.getValueAtPercentile(50) : 0,
                hasWaited ? count.waits.getValueAtPercentile(99) : 0,
                condition(entity));
    }

    private static String condition(Entity entity) {
        if (entity.isStopped()) {
            return "closed";
        }
        if (entity.isGuilty()) {
            return "guilty";
        }
        return entity.isBlocked() ? "blocked" : "";
    }
}
