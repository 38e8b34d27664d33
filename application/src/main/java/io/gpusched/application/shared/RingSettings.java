package io.gpusched.application.shared;

import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Ring}. A value; each method makes another one.
 *
 * @param timeoutNanos how long a job may take, or {@link Nanos#NO_LIMIT}
 * @param hold whether and how long a job that was given up keeps its credits; null if it does not
 * @param rate how many jobs may start in a time; null for any number
 * @param adaptive finds the limit of credits while jobs run; null if it is fixed
 * @param requeues whether a running job makes room for a more urgent one
 */
record RingSettings(
        String name,
        Hardware hardware,
        Policy policy,
        int credits,
        long timeoutNanos,
        int hangLimit,
        boolean overlapping,
        @Nullable Hold hold,
        @Nullable Rate rate,
        AdaptiveLimit.@Nullable Settings adaptive,
        boolean requeues) {
    RingSettings {
        Objects.requireNonNull(name, "a ring has a name");
        Objects.requireNonNull(hardware, "a ring has hardware");
        if (policy.isForOneEntity()) {
            throw new IllegalArgumentException(
                    "a shared ring has several entities, and policy " + policy.label() + " one");
        }
        if (requeues && !overlapping) {
            throw new IllegalArgumentException(
                    "ring " + name
                            + " cannot requeue: on serial hardware the jobs behind the cancelled one would have to run again as well");
        }
        if (requeues && hold != null) {
            throw new IllegalArgumentException("ring " + name
                    + " cannot requeue: a call that holds its credit makes no room when it is cancelled");
        }
        if (adaptive != null && (credits < adaptive.least() || credits > adaptive.most())) {
            throw new IllegalArgumentException("ring " + name + " begins with " + credits
                    + " credits, which is not from " + adaptive.least() + " to " + adaptive.most());
        }
        scheduler(name, policy, credits, timeoutNanos, hangLimit);
    }

    static RingSettings of(String name, Hardware hardware, Policy policy, boolean overlapping) {
        return new RingSettings(name, hardware, policy, 1, Nanos.NO_LIMIT, 0, overlapping, null, null, null, false);
    }

    RingSettings policy(Policy changed) {
        return new RingSettings(
                name, hardware, changed, credits, timeoutNanos, hangLimit, overlapping, hold, rate, adaptive, requeues);
    }

    RingSettings credits(int changed) {
        return new RingSettings(
                name, hardware, policy, changed, timeoutNanos, hangLimit, overlapping, hold, rate, adaptive, requeues);
    }

    RingSettings timeoutNanos(long changed) {
        return new RingSettings(
                name, hardware, policy, credits, changed, hangLimit, overlapping, hold, rate, adaptive, requeues);
    }

    RingSettings hangLimit(int changed) {
        return new RingSettings(
                name, hardware, policy, credits, timeoutNanos, changed, overlapping, hold, rate, adaptive, requeues);
    }

    RingSettings overlapping(boolean changed) {
        return new RingSettings(
                name, hardware, policy, credits, timeoutNanos, hangLimit, changed, hold, rate, adaptive, requeues);
    }

    RingSettings hold(Hold changed) {
        return new RingSettings(
                name,
                hardware,
                policy,
                credits,
                timeoutNanos,
                hangLimit,
                overlapping,
                changed,
                rate,
                adaptive,
                requeues);
    }

    RingSettings rate(Rate changed) {
        return new RingSettings(
                name,
                hardware,
                policy,
                credits,
                timeoutNanos,
                hangLimit,
                overlapping,
                hold,
                changed,
                adaptive,
                requeues);
    }

    RingSettings adaptive(AdaptiveLimit.Settings changed) {
        return new RingSettings(
                name, hardware, policy, credits, timeoutNanos, hangLimit, overlapping, hold, rate, changed, requeues);
    }

    RingSettings requeues(boolean changed) {
        return new RingSettings(
                name, hardware, policy, credits, timeoutNanos, hangLimit, overlapping, hold, rate, adaptive, changed);
    }

    SchedulerSettings scheduler() {
        return scheduler(name, policy, credits, timeoutNanos, hangLimit);
    }

    private static SchedulerSettings scheduler(
            String name, Policy policy, int credits, long timeoutNanos, int hangLimit) {
        return new SchedulerSettings(name, policy, credits, timeoutNanos, hangLimit, null);
    }
}
