package io.gpusched.application.shared;

import io.gpusched.application.port.Timer;
import io.gpusched.domain.sched.Scheduler;

/**
 * Limits how many jobs of a ring start in a time. Each start takes a token. When there is none, the scheduler starts nothing until a timer says
 * that there is one; the jobs wait in their queues meanwhile, and the policy decides which is next. Writer only.
 */
final class StartRate {
    private final TokenBucket bucket;
    private final DeviceOnWriter onWriter;
    private final Scheduler scheduler;
    private final Timer next;

    StartRate(Rate rate, DeviceOnWriter onWriter, Scheduler scheduler) {
        this.bucket = new TokenBucket(rate);
        this.onWriter = onWriter;
        this.scheduler = scheduler;
        this.next = onWriter.writer().timers().timer(this::goOn);
    }

    /** A job has started. */
    void started() {
        long now = onWriter.nanos();
        bucket.tryTake(now);
        long wait = bucket.waitNanos(now);
        if (wait > 0) {
            onWriter.device().holdStarts(scheduler, true);
            next.arm(wait);
        }
    }

    private void goOn() {
        onWriter.device().holdStarts(scheduler, false);
    }
}
