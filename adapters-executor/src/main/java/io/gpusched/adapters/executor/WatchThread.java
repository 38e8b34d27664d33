package io.gpusched.adapters.executor;

import io.gpusched.application.shared.WriterWatch;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at a {@link WriterWatch} from time to time, on a daemon thread of the platform, which no virtual thread and no writer can keep from
 * running. Give the watch to the device, and close this after the device.
 *
 * <pre>
 * WatchThread watch = WatchThread.start(Duration.ofMillis(100), blocked -&gt; log.warn(blocked.toString()));
 * SharedDevice device = SharedDevice.owning(writer).ring(ring).watch(watch.watch()).open();
 * </pre>
 */
public final class WatchThread implements AutoCloseable {
    private static final int LOOKS_PER_LIMIT = 4;

    private final WriterWatch watch;
    private final Thread thread;
    private volatile boolean closed;

    private WatchThread(WriterWatch watch) {
        this.watch = watch;
        this.thread = Thread.ofPlatform().daemon().name("gpusched-watch").unstarted(this::loop);
    }

    /**
     * Starts a thread.
     *
     * @param limit how long a call on the writer may take, more than 0
     * @param report called once for each call that takes longer, on this thread
     */
    public static WatchThread start(Duration limit, Consumer<? super WriterWatch.BlockedWriter> report) {
        WatchThread started = new WatchThread(new WriterWatch(limit.toNanos(), System::nanoTime, report));
        started.thread.start();
        return started;
    }

    /** Returns the watch, for {@link io.gpusched.application.shared.SharedDevice.Builder#watch}. */
    public WriterWatch watch() {
        return watch;
    }

    private void loop() {
        while (!closed) {
            watch.check();
            LockSupport.parkNanos(this, Math.max(1, watch.limitNanos() / LOOKS_PER_LIMIT));
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
