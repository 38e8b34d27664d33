package io.gpusched.application.shared;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the writer of a device is blocked: that a function, hardware, or a callback on the writer has not returned within a stated
 * time. The device says when such a call begins and ends; somebody else, on a thread that the writer cannot block, asks {@link #check} from time
 * to time. Each call is reported once, however long it lasts.
 *
 * <p>The writer publishes each call with one volatile write at its beginning and one at its end. So a device without a watch pays nothing, and
 * one with a watch some nanoseconds a job.
 */
public final class WriterWatch {
    private final long limitNanos;
    private final LongSupplier clock;
    private final Consumer<? super BlockedWriter> report;
    private final AtomicReference<@Nullable Watched> current = new AtomicReference<>();
    private @Nullable Watched reported;

    /** A call that is under way. Each call is a new one, so a reported one is known again. */
    record Watched(String what, Thread thread, long sinceNanos) {}

    /**
     * A writer that does not go on.
     *
     * @param what what it is in: the name of the ring, and the call
     * @param thread the name of its thread
     * @param nanos for how long, in nanoseconds
     * @param stack where its thread was, the innermost call first
     */
    public record BlockedWriter(String what, String thread, long nanos, List<StackTraceElement> stack) {
        /** Returns all that in words, with the stack below. */
        @Override
        public String toString() {
            StringBuilder words = new StringBuilder();
            words.append("the writer has been in ")
                    .append(what)
                    .append(" for ")
                    .append(nanos / 1_000_000)
                    .append(" ms, on thread ")
                    .append(thread);
            stack.forEach(each -> words.append("\n\tat ").append(each));
            return words.toString();
        }
    }

    /**
     * Makes a watch.
     *
     * @param limitNanos how long a call may take, in nanoseconds, at least 1
     * @param clock the time in nanoseconds, from any origin; called by any thread
     * @param report called once for each call that takes longer, on the thread that checks
     */
    public WriterWatch(long limitNanos, LongSupplier clock, Consumer<? super BlockedWriter> report) {
        if (limitNanos < 1) {
            throw new IllegalArgumentException("a call may take at least 1 ns, not " + limitNanos);
        }
        this.limitNanos = limitNanos;
        this.clock = clock;
        this.report = report;
    }

    /** Returns how long a call may take, in nanoseconds. */
    public long limitNanos() {
        return limitNanos;
    }

    /** Reports the call that the writer is in, if that has taken too long and was not reported. Called by one thread at a time. */
    public void check() {
        Watched seen = current.get();
        if (seen == null || seen == reported) {
            return;
        }
        long nanos = clock.getAsLong() - seen.sinceNanos;
        if (nanos <= limitNanos) {
            return;
        }
        StackTraceElement[] stack = seen.thread.getStackTrace();
        if (current.get() == seen) {
            reported = seen;
            report.accept(new BlockedWriter(seen.what, seen.thread.getName(), nanos, List.of(stack)));
        }
    }

    /**
     * A call begins; writer only.
     *
     * @return the call that it is inside of, or null
     */
    @Nullable
    Watched enter(String what) {
        return current.getAndSet(new Watched(what, Thread.currentThread(), clock.getAsLong()));
    }

    /** The call has ended; writer only. */
    void leave(@Nullable Watched outer) {
        current.set(outer);
    }
}
