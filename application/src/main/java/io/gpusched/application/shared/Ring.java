package io.gpusched.application.shared;

import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One ring of a {@link SharedDevice}: hardware, and how its jobs are chosen and limited. A value; each method makes another one.
 *
 * <p>Hardware is of one of two kinds. <i>Serial</i> hardware runs its jobs one after another, however many it holds. So a job may be
 * handed over as soon as the one that it depends on was, and the timeout is for the job that has been there longest, counted from when
 * it got there or the one before it finished. The jobs of <i>overlapping</i> hardware run beside each other. So a job that depends on
 * another waits until that has finished, and each job has the timeout to itself, counted from its start.
 *
 * @param name its name, unique within the device
 * @param hardware what runs the jobs
 * @param policy decides which entity is next
 * @param credits how much may be on the hardware at once, at least 1; a job takes one credit unless it asks for more
 * @param timeoutNanos how long a job may take, at least 1, or {@link Nanos#NO_LIMIT}
 * @param hangLimit how many hangs a job may cause before it is not run again, not negative
 * @param overlapping whether jobs run beside each other
 * @param <P> what a job is: the payload that the hardware understands
 */
public record Ring<P>(
        String name,
        Hardware hardware,
        Policy policy,
        int credits,
        long timeoutNanos,
        int hangLimit,
        boolean overlapping) {
    public Ring {
        if (policy.isForOneEntity()) {
            throw new IllegalArgumentException(
                    "a shared ring has several entities, and policy " + policy.label() + " one");
        }
        settings(name, policy, credits, timeoutNanos, hangLimit);
    }

    /**
     * Makes a ring of an asynchronous function, as {@link Hardware#of} does: overlapping, fair, one job at a time, no timeout.
     *
     * @param function called on the writer, so it must not wait
     */
    public static <P> Ring<P> of(String name, Function<? super P, ? extends CompletionStage<?>> function) {
        return new Ring<>(name, Hardware.of(function), new Fair(), 1, Nanos.NO_LIMIT, 0, true);
    }

    /**
     * Makes a ring of hardware that runs its jobs one after another: fair, one job at a time, no timeout.
     *
     * @param hardware must understand payloads of the type that the ring is declared with
     */
    public static <P> Ring<P> over(String name, Hardware hardware) {
        return new Ring<>(name, hardware, new Fair(), 1, Nanos.NO_LIMIT, 0, false);
    }

    /** Changes the policy. */
    public Ring<P> policy(Policy changed) {
        return new Ring<>(name, hardware, changed, credits, timeoutNanos, hangLimit, overlapping);
    }

    /** Changes how much may be on the hardware at once. */
    public Ring<P> credits(int changed) {
        return new Ring<>(name, hardware, policy, changed, timeoutNanos, hangLimit, overlapping);
    }

    /** Changes how long a job may take. */
    public Ring<P> timeout(Duration changed) {
        return new Ring<>(name, hardware, policy, credits, Limit.nanos(changed), hangLimit, overlapping);
    }

    /** Changes how many hangs a job may cause before it is not run again. */
    public Ring<P> hangLimit(int changed) {
        return new Ring<>(name, hardware, policy, credits, timeoutNanos, changed, overlapping);
    }

    /** Changes whether jobs run beside each other. */
    public Ring<P> overlapping(boolean changed) {
        return new Ring<>(name, hardware, policy, credits, timeoutNanos, hangLimit, changed);
    }

    SchedulerSettings settings() {
        return settings(name, policy, credits, timeoutNanos, hangLimit);
    }

    private static SchedulerSettings settings(
            String name, Policy policy, int credits, long timeoutNanos, int hangLimit) {
        return new SchedulerSettings(name, policy, credits, timeoutNanos, hangLimit, null);
    }
}
