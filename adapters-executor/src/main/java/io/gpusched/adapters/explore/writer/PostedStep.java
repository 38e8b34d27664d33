package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Work;

/** A step from the mailbox, or one that waits until no work is left. It is queued once. */
final class PostedStep extends Work {
    private final String words;
    private final Runnable step;

    PostedStep(String words, Runnable step) {
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
