package io.gpusched.adapters.jdk;

import io.gpusched.application.port.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Time and tasks of a writer as the JDK has them. For tests: give these to the code under test in place of the real ones, and move the time.
 *
 * <pre>
 * VirtualTime time = new VirtualTime();
 * Cache cache = new Cache(time.jdk().scheduler(), time.jdk().instants());
 * time.advance(Duration.ofMinutes(5));
 * </pre>
 *
 * <p>There is one thread, the writer's. Each task and each timer is a step of its own, and runs to its end before the next. So a task that
 * waits for another one would wait for ever; what is made here throws an {@link IllegalStateException} instead. A call from another thread is
 * an error that names the thread. What cannot be seen: locks, plain threads, {@code Thread.sleep}, and futures that the code makes itself
 * with {@code new CompletableFuture}; their {@code ...Async} methods run on the common pool unless they are given {@link #executor}.
 */
public final class JdkTime {
    private final TimedExecutor executor;
    private final Writer writer;

    /** Offers the time of a writer. */
    public JdkTime(Writer writer) {
        this.writer = writer;
        this.executor = new TimedExecutor(writer);
    }

    /** Returns an executor whose tasks run as steps on the writer, in the order in which they came unless the writer explores orders. */
    public Executor executor() {
        return executor;
    }

    /**
     * Returns an executor service with timers. Each call returns another one, which is shut down for itself. As with the JDK's own, after a
     * shutdown delayed tasks still run and periodic ones do not.
     */
    public ScheduledExecutorService scheduler() {
        return new TimedExecutor(writer);
    }

    /** Returns where instants come from: the epoch, plus the writer's time. */
    public InstantSource instants() {
        return this::now;
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(writer.nowNanos());
    }

    /** Returns a clock with the same instants. */
    public Clock clock(ZoneId zone) {
        return instants().withZone(zone);
    }

    /**
     * Returns a future that is not complete. Its {@code ...Async} methods, and those of all stages that come of it, run on {@link #executor}, and
     * its timeouts pass in the writer's time.
     */
    public <T extends @Nullable Object> CompletableFuture<T> future() {
        return new TimedFuture<>(executor);
    }
}
