package io.gpusched.cli.museum;

import java.util.List;

/**
 * A real bug, and how to bring it back.
 *
 * @param number its place in the museum
 * @param name one word for it
 * @param title what it is, in a line
 * @param sources where it is known from: commits and mails, by their ids
 * @param wrong what was wrong, and what people saw
 * @param fix how it was fixed
 * @param mutation what brings the bug back here, in a sentence
 * @param patch the change as a unified diff of our sources; empty if the fault is in the queues
 * @param rule the rule that breaks
 * @param expedition where to look for it
 * @param soundQueues which order the queues guarantee since the bug was fixed; that of the expedition, unless the fault is in the queues
 */
public record Exhibit(
        int number,
        String name,
        String title,
        List<String> sources,
        String wrong,
        String fix,
        String mutation,
        String patch,
        String rule,
        Expedition expedition,
        String soundQueues) {
    public Exhibit {
        sources = List.copyOf(sources);
    }

    /** Returns the expedition on which nothing is found without the change. */
    public Expedition sound() {
        return expedition.on(soundQueues);
    }
}
