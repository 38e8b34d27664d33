package io.gpusched.adapters.tck;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Writer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A rig in virtual time. */
final class VirtualBackendRig implements BackendRig {
    private final VirtualTime time = new VirtualTime();
    private final Thread thread = Thread.currentThread();
    private final Writer writer = new OfOneThread();

    @Override
    public Writer writer() {
        return writer;
    }

    @Override
    public <T extends @Nullable Object> T call(Callable<T> step) {
        try {
            return step.call();
        } catch (RuleBroken broken) {
            throw broken;
        } catch (Throwable thrown) {
            throw new WriterFailed(thrown);
        }
    }

    @Override
    public boolean runUntil(long periodNanos, int periods, BooleanSupplier done) {
        long end = Timer.due(time.nanos(), periodNanos * periods);
        try {
            while (!done.getAsBoolean()) {
                if (!time.runOne(end)) {
                    time.advance(Duration.ofNanos(end - time.nanos()));
                    return done.getAsBoolean();
                }
            }
            return true;
        } catch (RuleBroken broken) {
            throw broken;
        } catch (Throwable thrown) {
            throw new WriterFailed(thrown);
        }
    }

    @Override
    public void changed() {
        // Nobody waits: the thread of the test runs the steps, and asks after each.
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }

    /** Virtual time that knows which thread is its own, in and between steps. */
    private final class OfOneThread implements ForwardingWriter {
        @Override
        public Writer writer() {
            return time;
        }

        @Override
        public boolean isCurrent() {
            return Thread.currentThread() == thread;
        }

        @Override
        public Mailbox mailbox() {
            return step -> {
                if (!isCurrent()) {
                    throw new IllegalStateException(
                            "thread '" + Thread.currentThread().getName()
                                    + "' has come to a test in virtual time; a backend with threads declares REAL_TIME");
                }
                return time.post(step);
            };
        }
    }
}
