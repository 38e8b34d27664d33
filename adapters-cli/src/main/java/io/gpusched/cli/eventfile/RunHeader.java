package io.gpusched.cli.eventfile;

import java.util.List;

/**
 * What ran, as the first line of an event file says it.
 *
 * @param queue who ran the work: {@code virtual-time}, {@code executor} or {@code virtual-thread}
 * @param credits the credit limits of the schedulers, by id
 * @param clients the names of the clients, by the ids of their entities
 * @param cutOff whether the run was ended before it came to its end
 */
public record RunHeader(String queue, List<Integer> credits, List<String> clients, boolean cutOff) {
    public RunHeader {
        credits = List.copyOf(credits);
        clients = List.copyOf(clients);
    }
}
