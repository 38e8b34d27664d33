package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Work;

/** A step that came in by the mailbox, or waits for the line to be empty. Each is one item, queued once. */
final class Posted extends Work {
    private final String words;
    private final Runnable step;

    Posted(String words, Runnable step) {
        this.words = words;
        this.step = step;
    }

    @Override
    public void run() {
        step.run();
    }

    @Override
    public String toString() {
        return words;
    }
}
