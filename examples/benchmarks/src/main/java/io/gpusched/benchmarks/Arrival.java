package io.gpusched.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a producer waits at for the end of one job. It looks around for a moment, as the consumer may be about to finish, and then sleeps; the
 * same for all contenders. Used again and again by one producer.
 */
final class Arrival implements Runnable {
    private static final int LOOKS = 200;

    private volatile boolean arrived;
    private volatile @Nullable Thread sleeper;

    /** The job has finished; called by the consumer. */
    @Override
    public void run() {
        arrived = true;
        Thread waiting = sleeper;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** Waits for it, and makes ready for the next one. */
    void await() {
        for (int i = 0; i < LOOKS && !arrived; i++) {
            Thread.onSpinWait();
        }
        sleeper = Thread.currentThread();
        while (!arrived) {
            LockSupport.park(this);
        }
        sleeper = null;
        arrived = false;
    }
}
