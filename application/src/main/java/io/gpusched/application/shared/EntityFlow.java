package io.gpusched.application.shared;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A processor that calls the function of a ring for each item. Whatever happens, on whatever thread, is put on a line of signals; the thread that
 * finds the line empty works it off. So there is no lock, and the subscriber is called by one thread at a time.
 *
 * @param <P> the items
 * @param <R> the answers
 */
final class EntityFlow<P, R extends @Nullable Object> implements Flow.Processor<P, R>, Flow.Subscription {
    private final CallEntity<P, R> entity;
    private final int inFlight;
    private final ConcurrentLinkedQueue<Runnable> signals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger signalsLeft = new AtomicInteger();

    // Touched by the thread that works off the signals.
    private final ArrayDeque<Call<R>> calls = new ArrayDeque<>();
    private Flow.@Nullable Subscription upstream;
    private Flow.@Nullable Subscriber<? super R> downstream;
    private long demand;
    private boolean asked;
    private boolean upstreamDone;
    private boolean over;

    EntityFlow(CallEntity<P, R> entity, int inFlight) {
        if (inFlight < 1) {
            throw new IllegalArgumentException("a processor has at least 1 item in flight, not " + inFlight);
        }
        this.entity = entity;
        this.inFlight = inFlight;
    }

    private void signal(Runnable what) {
        signals.add(what);
        if (signalsLeft.getAndIncrement() == 0) {
            do {
                Objects.requireNonNull(signals.poll()).run();
            } while (signalsLeft.decrementAndGet() > 0);
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super R> subscriber) {
        Objects.requireNonNull(subscriber, "a processor needs a subscriber");
        signal(() -> {
            if (downstream != null) {
                subscriber.onSubscribe(new NoSubscription());
                subscriber.onError(new IllegalStateException("the processor of " + entity + " takes one subscriber"));
                return;
            }
            downstream = subscriber;
            subscriber.onSubscribe(this);
            askUpstream();
            pass();
        });
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        Objects.requireNonNull(subscription, "a subscriber needs a subscription");
        signal(() -> {
            if (upstream != null || over) {
                subscription.cancel();
                return;
            }
            upstream = subscription;
            askUpstream();
        });
    }

    private void askUpstream() {
        if (upstream != null && downstream != null && !asked && !over) {
            asked = true;
            upstream.request(inFlight);
        }
    }

    @Override
    public void onNext(P item) {
        Objects.requireNonNull(item, "a flow has no null items");
        signal(() -> {
            if (!over) {
                Call<R> call = entity.call(item);
                calls.add(call);
                CompletionStage<R> _ = call.whenComplete((answer, failure) -> signal(this::pass));
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "a flow fails with something");
        signal(() -> fail(failure));
    }

    @Override
    public void onComplete() {
        signal(() -> {
            upstreamDone = true;
            pass();
        });
    }

    @Override
    public void request(long n) {
        signal(() -> {
            if (n < 1) {
                cancelUpstream();
                fail(new IllegalArgumentException("a subscriber requests at least 1 item, not " + n));
                return;
            }
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            pass();
        });
    }

    @Override
    public void cancel() {
        signal(() -> {
            cancelUpstream();
            end();
        });
    }

    private void cancelUpstream() {
        if (upstream != null && !upstreamDone) {
            upstream.cancel();
        }
    }

    /** Passes on the answers that are next, as many as the subscriber wants. */
    private void pass() {
        Flow.Subscriber<? super R> to = downstream;
        if (to == null || over) {
            return;
        }
        while (demand > 0 && !calls.isEmpty()) {
            CompletableFuture<R> first = calls.getFirst().toCompletableFuture();
            if (!first.isDone()) {
                return;
            }
            calls.removeFirst();
            if (first.isCompletedExceptionally()) {
                cancelUpstream();
                fail(first.exceptionNow());
                return;
            }
            demand--;
            to.onNext(first.resultNow());
            if (upstream != null && !upstreamDone) {
                upstream.request(1);
            }
        }
        if (upstreamDone && calls.isEmpty()) {
            over = true;
            to.onComplete();
        }
    }

    private void fail(Throwable failure) {
        Flow.Subscriber<? super R> to = downstream;
        if (!over) {
            end();
            if (to != null) {
                to.onError(failure);
            }
        }
    }

    private void end() {
        over = true;
        calls.forEach(Call::cancel);
        calls.clear();
    }
}
