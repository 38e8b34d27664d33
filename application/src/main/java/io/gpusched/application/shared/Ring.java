package io.gpusched.application.shared;

import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.RecoveryAttempt;
import io.gpusched.application.port.Resettable;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.PlannedHardware;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One ring of a {@link SharedDevice}: hardware, and how its jobs are chosen and limited. A value; each method makes another one.
 *
 * <p>Hardware is of one of two kinds. <i>Serial</i> hardware runs its jobs one after the other, however many it holds. So a job may be
 * handed over as soon as the one that it depends on was, and the timeout is for the job that has been there longest, counted from when
 * it got there or the one before it finished. The jobs of <i>overlapping</i> hardware run beside each other. So a job that depends on
 * another waits until that has finished, and each job has the timeout to itself, counted from its start.
 *
 * @param name its name, unique within the device
 * @param hardware what runs the jobs
 * @param policy decides which entity is next
 * @param credits how much may be on the hardware at once, at least 1; a job takes one credit unless it asks for more
 * @param timeoutNanos how long a job may take, at least 1, or {@link Scheduler#NO_TIMEOUT}
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
        return new Ring<>(name, Hardware.of(function), new Fair(), 1, Scheduler.NO_TIMEOUT, 0, true);
    }

    /**
     * Makes a ring of hardware that runs its jobs one after the other: fair, one job at a time, no timeout.
     *
     * @param hardware must understand payloads of the type that the ring is declared with
     */
    public static <P> Ring<P> over(String name, Hardware hardware) {
        return new Ring<>(name, hardware, new Fair(), 1, Scheduler.NO_TIMEOUT, 0, false);
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

    /**
     * Changes how the ring recovers from a hang. Rings of one device with equal plans are recovered together.
     *
     * @throws IllegalArgumentException if the hardware is not {@link Resettable}; that of a function is
     */
    public Ring<P> recovery(RecoveryPlan plan) {
        return recovered(plan, null);
    }

    /**
     * Changes how the ring recovers from a hang, with steps that are done for real.
     *
     * @param attempts called on the writer when a step begins, so it must not wait; its stage says whether the step has helped, and may complete
     *     on any thread. A function that throws, and a stage that fails, have not helped. The times and failures of the plan do not count
     * @throws IllegalArgumentException if the hardware is not {@link Resettable}; that of a function is
     */
    public Ring<P> recovery(RecoveryPlan plan, Function<Rung, ? extends CompletionStage<Boolean>> attempts) {
        return recovered(plan, (rung, outcome) -> {
            CompletionStage<Boolean> stage;
            try {
                stage = attempts.apply(rung);
            } catch (RuntimeException thrown) {
                outcome.accept(false);
                return;
            }
            CompletionStage<?> _ = stage.whenComplete(
                    (helped, thrown) -> outcome.accept(thrown == null && Boolean.TRUE.equals(helped)));
        });
    }

    private Ring<P> recovered(RecoveryPlan plan, @Nullable RecoveryAttempt attempt) {
        Hardware bare = hardware instanceof PlannedHardware planned ? planned.hardware() : hardware;
        if (!(bare instanceof Resettable resettable)) {
            throw new IllegalArgumentException(
                    "the hardware of ring " + name + " cannot be recovered step by step; it must be Resettable");
        }
        Hardware planned = new PlannedHardware(resettable, plan, attempt);
        return new Ring<>(name, planned, policy, credits, timeoutNanos, hangLimit, overlapping);
    }

    SchedulerSettings settings() {
        return settings(name, policy, credits, timeoutNanos, hangLimit);
    }

    private static SchedulerSettings settings(
            String name, Policy policy, int credits, long timeoutNanos, int hangLimit) {
        return new SchedulerSettings(name, policy, credits, timeoutNanos, hangLimit, null);
    }
}
