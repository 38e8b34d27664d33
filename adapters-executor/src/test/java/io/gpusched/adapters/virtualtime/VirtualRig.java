package io.gpusched.adapters.virtualtime;

import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.contract.WriterRig;
import java.util.List;
import java.util.concurrent.Future;

/** Virtual time under test: its one thread is the test's. */
public record VirtualRig(VirtualTime writer) implements WriterRig {
    @Override
    public void runUntil(Future<?> done) {
        while (!done.isDone() && writer.runOne(Nanos.NEVER)) {
            // One step at a time.
        }
    }

    @Override
    public void runUntilQuiet() {
        writer.run(writer.nanos());
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
