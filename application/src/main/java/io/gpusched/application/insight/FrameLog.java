package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the frames of clients from the events of a run. A frame is what a client queues in one of its entities at one time, together with its
 * jobs that wait for those.
 */
public final class FrameLog implements Consumer<Event> {
    private final List<String> clients;
    private final Map<Long, Event.JobQueued> queued = new LinkedHashMap<>();
    private final Map<Long, Long> doneNanos = new TreeMap<>();
    private final Map<Integer, Event.JobQueued> lastOfEntity = new TreeMap<>();
    private final Map<Long, Long> frameOf = new TreeMap<>();
    private long endNanos;

    /**
     * Makes an empty log.
     *
     * @param clients the names of the clients, by the ids of their entities; entities of one name are one client
     */
    public FrameLog(List<String> clients) {
        this.clients = List.copyOf(clients);
    }

    /**
     * A frame.
     *
     * @param client whose it is
     * @param firstJob its job that was queued first
     * @param queuedNanos when that was
     * @param doneNanos when its last job was done; {@link Nanos#NEVER} if one is not
     */
    public record Frame(String client, long firstJob, long queuedNanos, long doneNanos) {
        /** Returns how long it took, in nanoseconds; if it is not done, until the given end of the run. */
        public long nanos(long endNanos) {
            return (doneNanos == Nanos.NEVER ? endNanos : doneNanos) - queuedNanos;
        }
    }

    @Override
    public void accept(Event event) {
        endNanos = event.nanos();
        switch (event) {
            case Event.JobQueued e -> {
                Event.@Nullable JobQueued before = lastOfEntity.put(e.entity(), e);
                frameOf.put(e.job(), before != null && before.nanos() == e.nanos() ? frame(before.job()) : e.job());
                queued.put(e.job(), e);
            }
            case Event.DependencyAdded e -> added(e.job(), e.fence());
            case Event.JobDone e -> doneNanos.put(e.job(), e.nanos());
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
            case Event.FenceSignaled _ -> {}
        }
    }

    private void added(long job, FenceName fence) {
        long awaited = switch (fence) {
            case FenceName.Finished it -> it.job();
            case FenceName.Scheduled it -> it.job();
            case FenceName.External it -> -1;
        };
        if (queued.containsKey(awaited) && client(awaited).equals(client(job))) {
            frameOf.put(frame(job), frame(awaited));
        }
    }

    private String client(long job) {
        Event.@Nullable JobQueued it = queued.get(job);
        return it == null ? "" : clients.get(it.entity());
    }

    /** Returns the job that stands for the frame of a job: two jobs are of one frame if it is the same. */
    public long frame(long job) {
        long first = job;
        long next = frameOf.getOrDefault(first, first);
        while (next != first) {
            first = next;
            next = frameOf.getOrDefault(first, first);
        }
        return first;
    }

    /** Returns the frames of a client, in the order in which they were queued. */
    public List<Frame> frames(String client) {
        Map<Long, Frame> frames = new LinkedHashMap<>();
        for (Event.JobQueued job : queued.values()) {
            if (clients.get(job.entity()).equals(client)) {
                long done = doneNanos.getOrDefault(job.job(), Nanos.NEVER);
                frames.merge(
                        frame(job.job()),
                        new Frame(client, job.job(), job.nanos(), done),
                        (a, b) -> new Frame(
                                client, a.firstJob(), a.queuedNanos(), Math.max(a.doneNanos(), b.doneNanos())));
            }
        }
        return new ArrayList<>(frames.values());
    }

    /** Returns the time of the last event, in nanoseconds. */
    public long endNanos() {
        return endNanos;
    }
}
