package io.gpusched.application.device;

import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Score;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a scheduler.
 *
 * @param name the name of its ring
 * @param policy decides which entity is next
 * @param creditLimit how much may be on the hardware at once, at least 1
 * @param timeoutNanos how long the first pending job may take, at least 1, or {@link Nanos#NO_LIMIT}
 * @param hangLimit how many hangs a job may cause before it is not run again, not negative
 * @param sharesScoreOf a scheduler whose load counter this one shares, or null
 * @param runQueueCount how many priorities it tells apart, 1 to 4
 * @kernel struct drm_sched_init_args
 */
public record SchedulerSettings(
        String name,
        Policy policy,
        int creditLimit,
        long timeoutNanos,
        int hangLimit,
        @Nullable Scheduler sharesScoreOf,
        int runQueueCount) {
    /** How many priorities there are, and so how many run queues a scheduler has by default. */
    public static final int ALL_PRIORITIES = Priority.values().length;

    public SchedulerSettings {
        if (creditLimit < 1) {
            throw new IllegalArgumentException("a credit limit is at least 1, not " + creditLimit);
        }
        if (timeoutNanos < 1) {
            throw new IllegalArgumentException("a timeout is at least 1 ns, not " + timeoutNanos);
        }
        if (runQueueCount < 1 || runQueueCount > ALL_PRIORITIES) {
            throw new IllegalArgumentException("a scheduler has 1 to 4 run queues, not " + runQueueCount);
        }
        if (hangLimit < 0) {
            throw new IllegalArgumentException("a hang limit is not negative, as " + hangLimit + " is");
        }
    }

    /** Settings of a scheduler that tells all priorities apart. */
    public SchedulerSettings(
            String name,
            Policy policy,
            int creditLimit,
            long timeoutNanos,
            int hangLimit,
            @Nullable Scheduler sharesScoreOf) {
        this(name, policy, creditLimit, timeoutNanos, hangLimit, sharesScoreOf, ALL_PRIORITIES);
    }

    /** Makes a scheduler with these settings, for hardware whose jobs overlap or not. */
    Scheduler scheduler(int id, boolean overlapping) {
        return new Scheduler(
                id,
                name,
                policy,
                creditLimit,
                timeoutNanos,
                hangLimit,
                sharesScoreOf == null ? new Score() : sharesScoreOf.score(),
                runQueueCount,
                overlapping);
    }
}
