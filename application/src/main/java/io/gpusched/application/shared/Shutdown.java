package io.gpusched.application.shared;

import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;

/**
 * The end of a shared device: accepted jobs may finish, up to a limit; what is left then is killed. Writer only.
 *
 * <p>Killed jobs end one after another, in steps of their own. So this item queues itself behind them for as long as their number falls.
 * If it does not fall any more, the remaining jobs wait for something that will not come: a stage that nobody completes, or hardware that
 * does not answer. They are then given up.
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
