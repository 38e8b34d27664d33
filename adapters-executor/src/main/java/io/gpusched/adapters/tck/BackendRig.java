package io.gpusched.adapters.tck;

import io.gpusched.application.port.Writer;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer for tests of hardware, and how to let it go on: on a virtual clock or on a thread of its own. All methods are called on the thread of the
 * test.
 */
public sealed interface BackendRig extends AutoCloseable permits VirtualBackendRig, LiveBackendRig {
    /** Makes a writer whose time is virtual. It runs on the thread of the test. */
    static BackendRig virtual() {
        return new VirtualBackendRig();
    }

    /** Starts a writer on a thread of its own. */
    static BackendRig live() {
        return new LiveBackendRig();
    }

    /** Returns the writer. */
    Writer writer();

    /**
     * Runs a step on the writer and returns its result.
     *
     * @throws WriterFailed if the writer has failed
     */
    <T extends @Nullable Object> T call(Callable<T> step);

    /**
     * Lets the writer go on until something is true.
     *
     * @param periodNanos how long a period is on the writer's clock
     * @param periods after how many periods the wait is given up; they are counted by a timer of the writer, so a machine that stands still
     *     does not count
     * @param done asked again and again, on any thread
     * @return false if it was given up, or nothing is left that could happen
     * @throws WriterFailed if the writer has failed
     */
    boolean runUntil(long periodNanos, int periods, BooleanSupplier done);

    /** Says that something happened for which {@link #runUntil} may wait. Called on any thread. */
    void changed();

    /** Ends the writer. Called once. */
    @Override
    void close();

    /** The writer has failed: a step threw an exception. */
    final class WriterFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        WriterFailed(Throwable cause) {
            super("the writer failed: " + cause, cause);
        }
    }
}
