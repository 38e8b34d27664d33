package io.gpusched.application.shared;

import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;

/**
 * The end of a shared device: jobs that were accepted may finish, up to a limit; what is left then is killed. On the writer.
 *
 * <p>Killed jobs end one after the other, in steps of their own, so this goes round behind them for as long as their number falls.
 * If it does not any more, they wait for what will never come: a fence of somebody else's, or hardware that does not answer. Then they
 * are given up.
 */
final class Shutdown extends Work {
    private final DeviceOnWriter onWriter;
    private final Runnable then;
    private long left;

    /**
     * Makes a shutdown.
     *
     * @param then runs when the device is no more
     */
    Shutdown(DeviceOnWriter onWriter, Runnable then) {
        this.onWriter = onWriter;
        this.then = then;
    }

    void begin(long limitNanos) {
        onWriter.whenIdle(null, limitNanos, idle -> {
            onWriter.kill();
            left = onWriter.unfinished(null);
            onWriter.queue(this);
        });
    }

    @Override
    public void run() {
        long before = left;
        left = onWriter.unfinished(null);
        if (left > 0 && left < before) {
            onWriter.queue(this);
            return;
        }
        onWriter.abandon(Errno.ECANCELED, null);
        then.run();
    }

    @Override
    public String toString() {
        return "shutdown";
    }
}
