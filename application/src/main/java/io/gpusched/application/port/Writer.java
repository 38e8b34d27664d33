package io.gpusched.application.port;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a device: whatever runs its work, one step at a time. It offers the queues, timers and clock that the steps use,
 * and the mailbox through which others reach it.
 *
 * <p>A step is one work item, one timer or one posted {@link Mailbox step}. Each sees what all before it have done. No lock is held while
 * a step runs, and a step finds its thread's interrupt flag clear, whatever the step before did. What a step throws is a bug: the
 * writer runs nothing more, and later posts fail.
 *
 * <p>All queues of one writer share one line: an item queued earlier, on whatever queue, runs earlier. Linux would let the items of
 * its timeout queue overlap with those of the submit queue; ours is one of the orders that Linux may take.
 */
public interface Writer {
    /**
     * Returns the ordered work queue of that name, made when first asked for. Called on the writer only.
     *
     * @param name as in the kernel: {@code submit}, {@code timeout}, {@code system}
     */
    OrderedWorkQueue ordered(String name);

    /** Returns where timers come from; to be used on the writer only. */
    Timers timers();

    /** Returns the time; to be read on the writer only. */
    Clock clock();

    /**
     * Returns the time as it is now, in nanoseconds since the writer began. Called from any thread; inside a step it may be later than the
     * {@link #clock}, which stands still there.
     */
    long nowNanos();

    /** Returns the way in for other threads. */
    Mailbox mailbox();

    /** Tells whether the caller runs on the writer. Called from any thread. */
    boolean isCurrent();

    /**
     * Registers a listener for the end of the writer. Nothing runs after that, and what was accepted and has not run is lost. A writer that
     * cannot end calls no listener. Called from any thread.
     *
     * @param told called once, on the writer, or at once if the writer has ended; gets what the writer failed with, or null if it was closed;
     *     must not throw
     */
    default void onEnd(Consumer<@Nullable Throwable> told) {}
}
