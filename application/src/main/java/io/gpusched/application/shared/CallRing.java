package io.gpusched.application.shared;

import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.domain.order.Policy;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ring of an asynchronous function, whose answers {@link CallEntity#call} passes on. Made by {@link Ring#of}.
 *
 * @param <P> what the function is called with
 * @param <R> what it answers
 */
public final class CallRing<P, R extends @Nullable Object> extends Ring<P> {
    CallRing(RingSettings settings) {
        super(settings);
    }

    /**
     * Begins a job: it calls the function, unless the job occupies the ring with something else, such as a permit. A payload of another type is
     * the failure of its job, like everything that the function throws.
     */
    @SuppressWarnings("unchecked")
    static <P, R extends @Nullable Object> CompletionStage<?> begin(
            Object payload, Function<? super P, ? extends CompletionStage<? extends R>> function) {
        return switch (payload) {
            case Invocation<?, ?> call -> ((Invocation<P, R>) call).begin(function);
            case Occupancy own -> own.begin();
            default -> function.apply((P) payload);
        };
    }

    @Override
    public CallRing<P, R> policy(Policy changed) {
        return new CallRing<>(settings().policy(changed));
    }

    @Override
    public CallRing<P, R> credits(int changed) {
        return new CallRing<>(settings().credits(changed));
    }

    @Override
    public CallRing<P, R> timeout(Duration changed) {
        return new CallRing<>(settings().timeoutNanos(Limit.nanos(changed)));
    }

    @Override
    public CallRing<P, R> hangLimit(int changed) {
        return new CallRing<>(settings().hangLimit(changed));
    }

    @Override
    public CallRing<P, R> recovery(RecoveryPlan plan) {
        return new CallRing<>(recovered(plan, null));
    }

    @Override
    public CallRing<P, R> recovery(RecoveryPlan plan, Function<Rung, ? extends CompletionStage<Boolean>> attempts) {
        return new CallRing<>(recovered(plan, attempt(attempts)));
    }

    /** Changes whether calls run beside each other, which they do unless somebody knows that the function makes one at a time. */
    public CallRing<P, R> overlapping(boolean changed) {
        return new CallRing<>(settings().overlapping(changed));
    }

    @Override
    public CallRing<P, R> holdUntilReleased(Duration limit) {
        return holdUntilReleased(limit, payload -> {});
    }

    @Override
    public CallRing<P, R> holdUntilReleased(Duration limit, Consumer<? super P> ask) {
        return new CallRing<>(settings().hold(hold(limit, payload -> askToLetGo(payload, ask))));
    }

    @SuppressWarnings("unchecked") // the payloads of a ring are of its type
    private static <P> void askToLetGo(Object payload, Consumer<? super P> ask) {
        switch (payload) {
            case Invocation<?, ?> call -> ask.accept((P) call.argument());
            case Occupancy own -> own.interrupt();
            default -> ask.accept((P) payload);
        }
    }

    @Override
    public CallRing<P, R> rate(Rate changed) {
        return new CallRing<>(settings().rate(changed));
    }

    @Override
    public CallRing<P, R> adaptive(AdaptiveLimit.Settings changed) {
        return new CallRing<>(settings().adaptive(changed));
    }

    @Override
    public CallRing<P, R> requeue(boolean changed) {
        return new CallRing<>(settings().requeues(changed));
    }
}
