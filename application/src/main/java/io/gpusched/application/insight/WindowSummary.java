package io.gpusched.application.insight;

import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of the windows of one name.
 *
 * @param all everything that happened
 * @param clients the part of each client that did something in them, the one with the largest share first
 * @param rings the part of each ring, by the ids of the schedulers
 */
public record WindowSummary(Part all, List<Part> clients, List<Part> rings) {
    public WindowSummary {
        clients = List.copyOf(clients);
        rings = List.copyOf(rings);
    }

    /**
     * A part of what happened.
     *
     * @param name whose
     * @param queued how many jobs were queued in the windows
     * @param waiting how long these waited, from queued to start, as far as the start is known
     * @param busyShare of a ring: the part of the windows in which it worked. Of a client: the part of all rings' time that its jobs ran
     *     in the windows, whenever they were queued. Of all: the mean of the rings. 0 to 1
     */
    public record Part(String name, int queued, Distribution waiting, double busyShare) {}

    /**
     * Summarises what happened in windows.
     *
     * @param windows the windows, all of one name; where they overlap, time counts once
     * @param jobs what became of each job
     * @param clientOfEntity the name of the client of each entity, by id
     * @param rings the names of the rings, by the ids of their schedulers
     * @param endNanos when the run was over; a job that is not done runs until then
     */
    public static WindowSummary of(
            List<Window> windows, List<JobTimes> jobs, List<String> clientOfEntity, List<String> rings, long endNanos) {
        WindowTimes times = new WindowTimes(windows);
        Books all = new Books();
        Map<String, Books> clients = new LinkedHashMap<>();
        List<Books> ofRings = new ArrayList<>();
        rings.forEach(ring -> ofRings.add(new Books()));
        List<JobTimes> sorted = new ArrayList<>(jobs);
        sorted.sort(Comparator.comparingLong(WindowSummary::start));
        for (JobTimes job : sorted) {
            Books client = clients.computeIfAbsent(clientOfEntity.get(job.entity()), name -> new Books());
            Books ring = ofRings.get(job.scheduler());
            if (times.contains(job.queuedNanos())) {
                all.queued(job);
                client.queued(job);
                ring.queued(job);
            }
            if (job.runNanos() != Nanos.NEVER) {
                long from = start(job);
                long to = job.isDone() ? job.doneNanos() : Math.max(endNanos, from);
                client.busyNanos += times.overlap(from, to);
                long alone = Math.max(from, ring.busyUntil);
                if (to > alone) {
                    ring.busyNanos += times.overlap(alone, to);
                    ring.busyUntil = to;
                }
            }
        }
        all.busyNanos = ofRings.stream().mapToLong(ring -> ring.busyNanos).sum();
        double nanos = Math.max(times.nanos(), 1);
        double nanosOfAll = nanos * Math.max(rings.size(), 1);
        List<Part> parts = new ArrayList<>();
        clients.forEach((name, books) -> parts.add(books.part(name, nanosOfAll)));
        parts.removeIf(part -> part.queued() == 0 && part.busyShare() == 0);
        parts.sort(Comparator.comparingDouble((Part part) -> -part.busyShare()));
        List<Part> partsOfRings = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            partsOfRings.add(ofRings.get(i).part(rings.get(i), nanos));
        }
        return new WindowSummary(all.part(windows.getFirst().name(), nanosOfAll), parts, partsOfRings);
    }

    /** A ring takes a job up when it is given to it, as far as is known of one that is not done. */
    private static long start(JobTimes job) {
        return job.isDone() ? job.startNanos() : job.runNanos();
    }

    private static final class Books {
        private final List<JobTimes> queued = new ArrayList<>();
        private long busyNanos;
        private long busyUntil = Long.MIN_VALUE;

        void queued(JobTimes job) {
            queued.add(job);
        }

        Part part(String name, double nanos) {
            return new Part(
                    name,
                    queued.size(),
                    Distribution.of(queued.stream()
                            .filter(job -> job.startNanos() != Nanos.NEVER)
                            .mapToLong(JobTimes::waitNanos)),
                    busyNanos / nanos);
        }
    }
}
