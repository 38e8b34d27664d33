package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A flow through an entity: what {@link Flow} says of subscribers and publishers. */
class EntityFlowTest {
    private final VirtualTime time = new VirtualTime();
    private final Map<String, CompletableFuture<String>> calls = new LinkedHashMap<>();
    private final CallRing<String, String> ring = Ring.of(
                    "upper", (String text) -> calls.computeIfAbsent(text, it -> new CompletableFuture<>()))
            .credits(3);
    private final SharedDevice device = SharedDevice.on(time).ring(ring).open();
    private final CallEntity<String, String> alice = device.entity("alice", ring);
    private final Flow.Processor<String, String> processor = alice.processor(2);
    private final Upstream upstream = new Upstream();
    private final Downstream downstream = new Downstream();

    private static final class Upstream implements Flow.Subscription {
        private long requested;
        private boolean cancelled;

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private static final class Downstream implements Flow.Subscriber<String> {
        private final List<String> seen = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(String item) {
            seen.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            seen.add("error: " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            seen.add("complete");
        }
    }

    private void begin(long demand) {
        processor.onSubscribe(upstream);
        processor.subscribe(downstream);
        downstream.subscription.request(demand);
    }

    private void next(String... items) {
        for (String each : items) {
            processor.onNext(each);
        }
        time.run(time.nanos());
    }

    private void answer(String item) {
        calls.get(item).complete(item.toUpperCase(java.util.Locale.ROOT));
        time.run(time.nanos());
    }

    @Test
    void answers_are_passed_on_in_the_order_of_the_items_and_not_more_than_were_asked_for() {
        begin(1);
        next("a", "b");
        assertThat(upstream.requested).isEqualTo(2);
        answer("b");
        assertThat(downstream.seen).isEmpty();
        answer("a");
        assertThat(downstream.seen).containsExactly("A");
        assertThat(upstream.requested).isEqualTo(3);

        downstream.subscription.request(5);
        assertThat(downstream.seen).containsExactly("A", "B");
    }

    @Test
    void the_end_comes_after_the_last_answer() {
        begin(Long.MAX_VALUE);
        next("a");
        processor.onComplete();
        assertThat(downstream.seen).isEmpty();
        answer("a");

        assertThat(downstream.seen).containsExactly("A", "complete");
    }

    @Test
    void a_call_that_fails_ends_the_flow_and_cancels_the_rest() {
        begin(Long.MAX_VALUE);
        next("a", "b");
        calls.get("a").completeExceptionally(new IllegalStateException("planted"));
        time.run(time.nanos());

        assertThat(downstream.seen).containsExactly("error: planted");
        assertThat(upstream.cancelled).isTrue();
        time.run(time.nanos());
        assertThat(calls.get("b")).isCancelled();
    }

    @Test
    void an_error_from_above_is_passed_on_and_a_cancellation_from_below_as_well() {
        begin(Long.MAX_VALUE);
        next("a");
        processor.onError(new IllegalStateException("above"));
        assertThat(downstream.seen).containsExactly("error: above");

        Flow.Processor<String, String> other = alice.processor(1);
        Downstream below = new Downstream();
        Upstream above = new Upstream();
        other.onSubscribe(above);
        other.subscribe(below);
        below.subscription.cancel();
        assertThat(above.cancelled).isTrue();
        other.onNext("late");
        assertThat(below.seen).isEmpty();
    }

    @Test
    void a_second_subscriber_and_a_request_of_nothing_are_errors() {
        begin(1);
        Downstream second = new Downstream();
        processor.subscribe(second);
        assertThat(second.seen.getFirst()).contains("takes one subscriber");

        downstream.subscription.request(0);
        assertThat(downstream.seen.getFirst()).contains("at least 1 item");
    }
}
