package io.gpusched.cli.duel;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.FrameLog;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a workload in a duel: what became of each job, and which jobs are one frame. */
final class DuelRun implements Consumer<Event> {
    private static final int HUNDRED = 100;
    private static final int NINETY_NINE = 99;

    private final Workload workload;
    private final List<String> clients;
    private final Map<Long, DuelJob> jobs = new LinkedHashMap<>();
    private final FrameLog frames;
    private final List<DuelJob> inRunOrder = new ArrayList<>();
    private final Map<Integer, Long> ringFreeAt = new TreeMap<>();
    private final Map<Long, Integer> ringOf = new TreeMap<>();
    private long endNanos;

    private DuelRun(Workload workload) {
        this.workload = workload;
        this.clients = workload.clients();
        this.frames = new FrameLog(clients);
    }

    /** Plays a workload under a policy. */
    static DuelRun of(Workload workload, Policy policy) {
        Workload played = workload.withPolicy(policy);
        DuelRun run = new DuelRun(played);
        Simulation.play(played, LinuxBugs.MENDED, run);
        return run;
    }

    @Override
    public void accept(Event event) {
        endNanos = event.nanos();
        frames.accept(event);
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.JobRun e -> {
                DuelJob job = job(e.job());
                if (job.place == null) {
                    job.runOrder = inRunOrder.size();
                    inRunOrder.add(job);
                    job.queuedBeforeRun = jobs.size();
                    job.place = e.place();
                }
                job.startNanos = e.nanos();
                ringOf.put(e.job(), e.scheduler());
            }
            case Event.JobDone e -> done(job(e.job()), e.nanos());
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
            case Event.FenceSignaled _ -> {}
        }
    }

    private void queued(Event.JobQueued event) {
        jobs.put(event.job(), new DuelJob(event.job(), event.entity(), event.nanos(), jobs.size(), event.depth() == 0));
    }

    /** Tells whether two jobs are of one frame. */
    boolean areOneFrame(DuelJob one, DuelJob other) {
        return frames.frame(one.id) == frames.frame(other.id);
    }

    private void done(DuelJob job, long nanos) {
        int ring = ringOf.getOrDefault(job.id, 0);
        if (!workload.overlaps(ring)) {
            job.startNanos = Math.max(job.startNanos, ringFreeAt.getOrDefault(ring, 0L));
            ringFreeAt.put(ring, nanos);
        }
        job.doneNanos = nanos;
    }

    private DuelJob job(long id) {
        DuelJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("job " + id + " was never queued");
        }
        return job;
    }

    /** Returns the name of the client of a job. */
    String client(DuelJob job) {
        return clients.get(job.entity);
    }

    /** Returns the jobs, in the order in which they were queued. */
    Collection<DuelJob> jobs() {
        return jobs.values();
    }

    /** Returns the jobs that ran, in the order in which they did. */
    List<DuelJob> inRunOrder() {
        return inRunOrder;
    }

    /** Returns the same job of another run, or null. */
    @Nullable
    DuelJob twin(DuelJob ofOther) {
        return jobs.get(ofOther.id);
    }

    /** Returns when the run was over. */
    long endNanos() {
        return endNanos;
    }

    /** Returns the times of a client's frames, in nanoseconds; one that was not done counts until the end of the run. */
    List<Long> frameNanos(String client) {
        return frames.frames(client).stream().map(each -> each.nanos(endNanos)).toList();
    }

    /** Returns when the first of the clients was through with all of its jobs. */
    long firstThroughNanos() {
        Map<String, Long> ends = new TreeMap<>();
        jobs.values().forEach(job -> ends.merge(client(job), job.isDone() ? job.doneNanos : endNanos, Math::max));
        return ends.values().stream().mapToLong(Long::longValue).min().orElse(endNanos);
    }

    /**
     * Measures how a client fares: the more, the worse.
     *
     * @return nanoseconds; for a share, how many times as much as the client had the ring could give
     */
    double of(DuelMeasure measure, String client) {
        return switch (measure) {
            case FRAME ->
                frameNanos(client).stream().mapToLong(Long::longValue).average().orElse(0);
            case P99 -> {
                List<Long> sorted = frameNanos(client).stream().sorted().toList();
                yield sorted.isEmpty()
                        ? 0
                        : sorted.get(Math.min(sorted.size() * NINETY_NINE / HUNDRED, sorted.size() - 1));
            }
            case FINISH ->
                span(jobs.values().stream()
                        .filter(job -> client(job).equals(client))
                        .toList());
            case THROUGHPUT -> span(jobs.values());
            case SHARE -> {
                long until = Math.max(1, firstThroughNanos());
                long had = jobs.values().stream()
                        .filter(job -> client(job).equals(client))
                        .mapToLong(job -> job.runningNanosUntil(until))
                        .sum();
                // A client that had nothing would be infinitely worse; a hundredth is as bad as it gets.
                yield Math.min(HUNDRED, until / (double) Math.max(1, had));
            }
        };
    }

    private double span(Collection<DuelJob> some) {
        long first = some.stream().mapToLong(job -> job.queuedNanos).min().orElse(0);
        long last = some.stream()
                .mapToLong(job -> job.isDone() ? job.doneNanos : endNanos)
                .max()
                .orElse(0);
        return last - first;
    }
}
