package io.gpusched.application.device;

import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler is to be like.
 *
 * @param name the name of its ring
 * @param policy who is next
 * @param creditLimit how much may be on the hardware at once, at least 1
 * @param timeoutNanos how long the first pending job may take, at least 1, or {@link Scheduler#NO_TIMEOUT}
 * @param hangLimit how many hangs a job may cause before it is not run again, not negative
 * @param sharesScoreOf a scheduler whose load counter this one shares, or null
 * @kernel struct drm_sched_init_args
 */
public record SchedulerSettings(
        String name,
        Policy policy,
        int creditLimit,
        long timeoutNanos,
        int hangLimit,
        @Nullable Scheduler sharesScoreOf) {
    public SchedulerSettings {
        if (creditLimit < 1) {
            throw new IllegalArgumentException("a credit limit is at least 1, not " + creditLimit);
        }
        if (timeoutNanos < 1) {
            throw new IllegalArgumentException("a timeout is at least 1 ns, not " + timeoutNanos);
        }
        if (hangLimit < 0) {
            throw new IllegalArgumentException("a hang limit is not negative, as " + hangLimit + " is");
        }
    }
}
