package io.gpusched.cli.eventfile;

import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What ran, as the first line of an event file says it.
 *
 * @param queue who ran the work: {@code virtual-time}, {@code executor} or {@code virtual-thread}
 * @param credits the credit limits of the schedulers, by id
 * @param rings the names of the rings under the schedulers, by id
 * @param kinds how those rings work, by id
 * @param clients the names of the clients, by the ids of their entities
 * @param cutOff whether the run was ended before it came to its end
 */
public record RunHeader(
        String queue,
        List<Integer> credits,
        List<String> rings,
        List<RingKind> kinds,
        List<String> clients,
        boolean cutOff) {
    public RunHeader {
        credits = List.copyOf(credits);
        rings = List.copyOf(rings);
        kinds = List.copyOf(kinds);
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
                workload.clients(),
                workload.untilNanos() != Workload.NO_END);
    }

    /** Returns names for rings of which only the number is known. */
    static List<String> unnamed(int rings) {
        return IntStream.range(0, rings).mapToObj(id -> "ring " + id).toList();
    }
}
