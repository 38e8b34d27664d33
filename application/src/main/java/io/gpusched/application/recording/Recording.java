package io.gpusched.application.recording;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording of a machine: its rings, its clients and every job whose queueing, run and end were recorded. Times are
 * nanoseconds on the clock of the recording, which began long before it.
 *
 * <p>A trace does not tell priorities, the credits of a job, credit limits or the policy. {@link Replay} asks for them.
 *
 * @param rings the rings that ran jobs, in the order in which they first appear
 * @param clients the entities that submitted jobs, in the order in which they first appear
 * @param jobs the jobs in order of their queue times; equal times in the order of the file
 * @param marks what programs wrote into the trace, in the order of the file
 * @param report what was read, and what was left out and why
 */
public record Recording(
        List<RecordedRing> rings,
        List<RecordedClient> clients,
        List<RecordedJob> jobs,
        List<Mark> marks,
        ReadingReport report) {
    public Recording {
        rings = List.copyOf(rings);
        clients = List.copyOf(clients);
        jobs = List.copyOf(jobs);
        marks = List.copyOf(marks);
        long before = Long.MIN_VALUE;
        for (RecordedJob job : jobs) {
            if (job.queuedNanos() < before) {
                throw new IllegalArgumentException("job " + job.label() + " is queued before the job in front of it");
            }
            before = job.queuedNanos();
        }
    }

    /** Returns the name of a ring, with its device if the recording has several. */
    public String ringLabel(int ring) {
        RecordedRing it = rings.get(ring);
        boolean oneDevice = rings.stream().map(RecordedRing::device).distinct().count() <= 1;
        return oneDevice ? it.name() : it.fullName();
    }

    /** Returns what to call each client, by its place: its name, with what tells its entity from others if several have that name. */
    public List<String> clientLabels() {
        Map<String, Integer> entitiesOfName = new TreeMap<>();
        clients.forEach(client -> entitiesOfName.merge(client.name(), 1, Integer::sum));
        return clients.stream()
                .map(client -> entitiesOfName.getOrDefault(client.name(), 1) == 1
                        ? client.name()
                        : client.name() + " " + client.entity())
                .toList();
    }

    /**
     * A ring and its scheduler. Ring names repeat from device to device.
     *
     * @param device the device, such as {@code 0000:01:00.0}; empty if the trace does not tell
     * @param name the name of the ring, such as {@code gfx_0.0.0}
     * @param mostInFlight the most credits seen on the hardware at once; at least 1. Where the trace has no credit counts, jobs
     */
    public record RecordedRing(String device, String name, int mostInFlight) {
        public RecordedRing {
            if (mostInFlight < 1) {
                throw new IllegalArgumentException(
                        "a ring that ran a job had at least 1 in flight, not " + mostInFlight);
            }
        }

        /** Returns its name with the device in front, if that is known and not the same: some drivers call both alike. */
        public String fullName() {
            return device.isEmpty() || device.equals(name) ? name : device + " " + name;
        }
    }

    /**
     * A client's entity.
     *
     * @param name the name of the thread that submitted, at most 15 characters; {@code <...>} if it was not recorded
     * @param process the id of that thread, as the trace prints it
     * @param entity what tells the entity from others: its fence context, or an address in old traces
     * @param clientId the id of its DRM file, unsigned; {@link #NO_ID} if the trace does not tell
     */
    public record RecordedClient(String name, long process, String entity, long clientId) {
        /** The {@link #clientId} of a client that has none. */
        public static final long NO_ID = 0;
        /** The kernel numbers its own clients down from the largest number. */
        private static final long KERNEL_IDS = 16;

        /** Tells whether this is the kernel itself, as far as the trace tells. */
        public boolean isKernel() {
            return clientId < 0 && clientId >= -1 - KERNEL_IDS;
        }
    }

    /**
     * What a program wrote into the trace.
     *
     * @param nanos when
     * @param name the name of its thread
     * @param thread the id of its thread
     * @param text what
     */
    public record Mark(long nanos, String name, long thread, String text) {}
}
