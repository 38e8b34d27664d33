package io.gpusched.testkit.contract;

import io.gpusched.testkit.ManualWork;
import java.util.List;
import java.util.concurrent.Future;

/** A writer that is moved by hand. It has one thread, so what is to happen at once happens one after the other. */
public final class ManualRig implements WriterRig {
    private final ManualWork writer = new ManualWork();

    /** Makes a rig with a writer of its own. */
    public ManualRig() {}

    @Override
    public ManualWork writer() {
        return writer;
    }

    @Override
    public void runUntil(Future<?> done) {
        while (!done.isDone()) {
            if (!writer.runNext() && !writer.timers().fireNext()) {
                return;
            }
        }
    }

    @Override
    public void runUntilQuiet() {
        writer.runAll();
    }

    @Override
    public void atOnce(List<? extends Runnable> actions) {
        actions.forEach(Runnable::run);
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
