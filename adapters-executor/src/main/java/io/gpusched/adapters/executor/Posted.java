package io.gpusched.adapters.executor;

import io.gpusched.application.port.Work;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A step on its way from the thread that posted it to the writer. When the writer ends meanwhile, both look at it; whoever settles it
 * first decides whether it was accepted, so it is never both refused and run.
 */
final class Posted extends Work {
    private final Runnable step;
    private final AtomicBoolean settled = new AtomicBoolean();

    Posted(Runnable step) {
        this.step = step;
    }

    /** Tells whether the caller is the first. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    Runnable step() {
        return step;
    }

    @Override
    public void run() {
        step.run();
    }

    @Override
    public String toString() {
        return "posted " + step;
    }
}
