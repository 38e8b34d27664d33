package io.gpusched.adapters.executor;

import io.gpusched.domain.time.Nanos;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the one thread that waits at it. No ring is lost: the sleeper first registers and then looks for news; a thread with news
 * first leaves it and then looks for a sleeper. So at least one of them sees the other.
 */
final class Doorbell {
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();

    /** Wakes the sleeper, if there is one. Called after the news can be seen. */
    void ring() {
        Thread thread = sleeper.get();
        if (thread != null && sleeper.compareAndSet(thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Sleeps until somebody rings, the time is over, or for no reason at all; not if there is news.
     *
     * @param nanos how long to sleep at most, or {@link Nanos#NO_LIMIT} for no limit
     */
    void sleep(BooleanSupplier hasNews, long nanos) {
        sleeper.set(Thread.currentThread());
        if (!hasNews.getAsBoolean()) {
            if (nanos == Nanos.NO_LIMIT) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper.set(null);
    }
}
