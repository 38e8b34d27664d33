package io.gpusched.application.shared;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.RecoveryAttempt;
import io.gpusched.application.port.Resettable;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.PlannedHardware;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.StartTimeFair;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One ring of a {@link SharedDevice}: a backend, and how its jobs are chosen and limited. A value; each method that changes something makes
 * another ring, and a device knows a ring by its identity.
 *
 * <p>A backend is of one of two kinds. <i>Serial</i> hardware runs its jobs one after another, however many it holds. So a job may be
 * handed over as soon as the one that it depends on was, and the timeout is for the job that has been there longest, counted from when
 * it got there or the one before it finished. The jobs of an <i>overlapping</i> backend run beside each other. So a job that depends on
 * another waits until that has finished, and each job has the timeout to itself, counted from its start.
 *
 * @param <P> what a job is: the payload that the backend understands
 */
public sealed class Ring<P> permits CallRing {
    private final RingSettings settings;

    Ring(RingSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a ring of an asynchronous function: overlapping, fair, one job at a time, no timeout. A job has run when the stage that the
     * function returned has completed.
     *
     * @param function called on the writer, so it must not wait
     */
    public static <P, R extends @Nullable Object> CallRing<P, R> of(
            String name, Function<? super P, ? extends CompletionStage<? extends R>> function) {
        return new CallRing<>(RingSettings.of(
                name, Hardware.of(payload -> CallRing.begin(payload, function)), StartTimeFair.weighted(), true));
    }

    /**
     * Makes a ring that runs tasks on an executor: overlapping, fair, one task at a time, no timeout. It limits how many of them run at
     * once. For permits, decorators and executor services that need no function of their own.
     *
     * @param threads runs the tasks; must have a thread for each credit, or the tasks wait there as well
     */
    public static CallRing<Runnable, @Nullable Void> tasks(String name, Executor threads) {
        return of(name, task -> CompletableFuture.runAsync(task, threads));
    }

    /**
     * Makes a ring of hardware that runs its jobs one after another: fair, one job at a time, no timeout.
     *
     * @param hardware must understand payloads of the type that the ring is declared with
     */
    public static <P> Ring<P> over(String name, Hardware hardware) {
        return new Ring<>(RingSettings.of(name, hardware, StartTimeFair.weighted(), hardware.overlaps()));
    }

    RingSettings settings() {
        return settings;
    }

    /** Returns the name, unique within the device. */
    public String name() {
        return settings.name();
    }

    /** Returns what runs the jobs. */
    public Hardware hardware() {
        return settings.hardware();
    }

    /** Returns what decides which entity is next. */
    public Policy policy() {
        return settings.policy();
    }

    /** Returns how much may be on the hardware at once when the device is opened; {@link SharedDevice#setCredits} changes it later. */
    public int credits() {
        return settings.credits();
    }

    /** Returns how long a job may take, in nanoseconds, or {@link io.gpusched.domain.time.Nanos#NO_LIMIT}. */
    public long timeoutNanos() {
        return settings.timeoutNanos();
    }

    /** Returns how many hangs a job may cause before it is not run again. */
    public int hangLimit() {
        return settings.hangLimit();
    }

    /** Tells whether jobs run beside each other. */
    public boolean overlapping() {
        return settings.overlapping();
    }

    /** Changes the policy, which must be for more than one entity. */
    public Ring<P> policy(Policy changed) {
        return new Ring<>(settings.policy(changed));
    }

    /** Changes how much may be on the hardware at once, at least 1; a job takes one credit unless it asks for more. */
    public Ring<P> credits(int changed) {
        return new Ring<>(settings.credits(changed));
    }

    /** Changes how long a job may take, more than 0. */
    public Ring<P> timeout(Duration changed) {
        return new Ring<>(settings.timeoutNanos(Limit.nanos(changed)));
    }

    /** Changes how many hangs a job may cause before it is not run again, not negative. */
    public Ring<P> hangLimit(int changed) {
        return new Ring<>(settings.hangLimit(changed));
    }

    /**
     * Changes how the ring recovers from a hang. Rings of one device with equal plans are recovered together.
     *
     * @throws IllegalArgumentException if the hardware is not {@link Resettable}; that of a function is
     */
    public Ring<P> recovery(RecoveryPlan plan) {
        return new Ring<>(recovered(plan, null));
    }

    /**
     * Changes how the ring recovers from a hang, with steps that are done for real.
     *
     * @param attempts called on the writer when a step begins, so it must not wait; its stage says whether the step has helped, and may complete
     *     on any thread. A function that throws, and a stage that fails, have not helped. The times and failures of the plan do not count
     * @throws IllegalArgumentException if the hardware is not {@link Resettable}; that of a function is
     */
    public Ring<P> recovery(RecoveryPlan plan, Function<Rung, ? extends CompletionStage<Boolean>> attempts) {
        return new Ring<>(recovered(plan, attempt(attempts)));
    }

    /** Whatever goes wrong with a step has not helped. */
    static RecoveryAttempt attempt(Function<Rung, ? extends CompletionStage<Boolean>> attempts) {
        return (rung, outcome) -> {
            CompletionStage<Boolean> stage;
            try {
                stage = attempts.apply(rung);
            } catch (RuntimeException thrown) {
                outcome.accept(false);
                return;
            }
            CompletionStage<?> _ = stage.whenComplete(
                    (helped, thrown) -> outcome.accept(thrown == null && Boolean.TRUE.equals(helped)));
        };
    }

    RingSettings recovered(RecoveryPlan plan, @Nullable RecoveryAttempt attempt) {
        return settings.hardware(PlannedHardware.of(name(), hardware(), plan, attempt));
    }

    /**
     * Lets a job that is given up while it runs, because of a timeout or a cancellation, keep its credits until the backend has really let go
     * of it: a function by completing its stage, hardware by its completion. Its ticket ends at once all the same. Without this, a function
     * loses its credit at once, and the next call runs beside what is left of the one before. The stage of such a function is not cancelled,
     * because a cancelled future is complete whether or not the work behind it has ended.
     *
     * @param limit how long at most, more than 0; then the credits are given back and the function's future is cancelled
     */
    public Ring<P> holdUntilReleased(Duration limit) {
        return holdUntilReleased(limit, payload -> {});
    }

    /**
     * Lets a job that is given up while it runs keep its credits until the backend has really let go of it.
     *
     * @param limit how long at most, more than 0
     * @param ask asks the backend to end the work for a payload; called once for each such job, on the writer, so it must not wait
     */
    public Ring<P> holdUntilReleased(Duration limit, Consumer<? super P> ask) {
        return new Ring<>(settings.hold(hold(limit, ask)));
    }

    /** The payloads of a ring are of its type: entities take no others. */
    @SuppressWarnings("unchecked")
    static <P> Hold hold(Duration limit, Consumer<? super P> ask) {
        return new Hold(Limit.nanos(limit), payload -> ((Consumer<Object>) ask).accept(payload));
    }

    /** Limits how many jobs start in a time. Jobs that come faster wait, and the policy decides which is next. */
    public Ring<P> rate(Rate changed) {
        return new Ring<>(settings.rate(changed));
    }

    /** Lets the number of credits follow the latency and the failures of the jobs; it begins with {@link #credits(int)}. */
    public Ring<P> adaptive(AdaptiveLimit.Settings changed) {
        return new Ring<>(settings.adaptive(changed));
    }

    /**
     * Lets a running job make room for a more urgent one: it is cancelled, goes back to the head of its entity's queue, and runs again later.
     * Its ticket hears nothing of it. That is right only if a job may run twice. For overlapping rings; a job that others depend on stays.
     */
    public Ring<P> requeue(boolean changed) {
        return new Ring<>(settings.requeues(changed));
    }

    @Override
    public String toString() {
        return "ring " + name();
    }
}
