package io.gpusched.files.eventfile;

import io.gpusched.application.recording.Recording;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.time.Nanos;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first line of an event file, which says what ran.
 *
 * @param queue who ran the work: {@code virtual-time}, {@code executor} or {@code virtual-thread}; {@link #KERNEL} for a recording
 * @param credits the credit limits of the schedulers, by id
 * @param rings the names of the rings under the schedulers, by id
 * @param kinds how those rings work, by id
 * @param policies the labels of the schedulers' policies, by id; {@link #UNKNOWN} where nobody knows
 * @param clients the names of the clients, by the ids of their entities
 * @param cutOff whether the run was ended before it came to its end
 */
public record RunHeader(
        String queue,
        List<Integer> credits,
        List<String> rings,
        List<RingKind> kinds,
        List<String> policies,
        List<String> clients,
        boolean cutOff) {
    /** Behind the {@link #queue} of a run whose worker, hardware and clients take time to react. */
    public static final String WITH_LATENCY = "+latency";

    /** The {@link #queue} of a recording. */
    public static final String KERNEL = "kernel";

    /** The label of a policy that is not known. */
    public static final String UNKNOWN = "unknown";

    public RunHeader {
        credits = List.copyOf(credits);
        rings = List.copyOf(rings);
        kinds = List.copyOf(kinds);
        policies = List.copyOf(policies);
        clients = List.copyOf(clients);
    }

    /** Returns the header of a run of a workload. */
    public static RunHeader of(String queue, Workload workload) {
        List<Workload.SchedulerLine> lines = workload.schedulers();
        return new RunHeader(
                queue,
                lines.stream().map(Workload.SchedulerLine::credits).toList(),
                lines.stream().map(Workload.SchedulerLine::name).toList(),
                lines.stream().map(Workload.SchedulerLine::ring).toList(),
                lines.stream().map(line -> workload.policyOf(line).label()).toList(),
                workload.clients(),
                workload.untilNanos() != Nanos.NEVER);
    }

    /** Returns the header of a recording of a kernel's, with the credit limits that it must have had. */
    public static RunHeader of(Recording recording, List<Integer> limits) {
        List<Recording.RecordedRing> rings = recording.rings();
        return new RunHeader(
                KERNEL,
                limits,
                IntStream.range(0, rings.size()).mapToObj(recording::ringLabel).toList(),
                Collections.nCopies(rings.size(), RingKind.SERIAL),
                Collections.nCopies(rings.size(), UNKNOWN),
                recording.clientLabels(),
                true);
    }

    /** Returns the name of the client of an entity, or its number. */
    public String client(int entity) {
        return entity < clients.size() ? clients.get(entity) : "entity " + entity;
    }

    /** Returns names for rings that have only numbers. */
    static List<String> unnamed(int rings) {
        return IntStream.range(0, rings).mapToObj(id -> "ring " + id).toList();
    }
}
