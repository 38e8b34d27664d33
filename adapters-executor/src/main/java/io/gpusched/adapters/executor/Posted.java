package io.gpusched.adapters.executor;

import io.gpusched.application.port.Work;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A step on its way from the thread that posted it to the writer. If the writer ends meanwhile, both look at it, and the first to settle it
 * decides whether it was accepted. So it is never both refused and run.
 */
final class Posted extends Work {
    private static final VarHandle SETTLED;

    static {
        try {
            SETTLED = MethodHandles.lookup().findVarHandle(Posted.class, "settled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable step;

    /** A field, and not an atomic variable, since those are objects: each piece of news costs one of these. */
    @SuppressWarnings("UnusedVariable") // by SETTLED, from any thread
    private boolean settled;

    Posted(Runnable step) {
        this.step = step;
    }

    /** Tells whether the caller is the first. */
    boolean settle() {
        return SETTLED.compareAndSet(this, false, true);
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
