package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.Call;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.JobException;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Permit;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.domain.fence.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Calls with answers, and permits that are taken without blocking. */
class CallTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final List<CompletableFuture<Integer>> calls = new ArrayList<>();
    private final CallRing<String, Integer> ring =
            Ring.of("length", this::length).timeout(millis(5));
    private final SharedDevice device = SharedDevice.on(time).ring(ring).open();
    private final CallEntity<String, Integer> alice = device.entity("alice", ring, options -> options.queueLimit(2));

    private CompletionStage<Integer> length(String text) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        calls.add(answer);
        switch (text) {
            case "fails" -> answer.completeExceptionally(new IOException("planted"));
            case "throws" -> throw new IllegalArgumentException("planted");
            case "hangs" -> {}
            default -> answer.complete(text.length());
        }
        return answer;
    }

    private static Throwable failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        return future.exceptionNow();
    }

    private void settle() {
        time.run(time.nanos());
    }

    @Test
    void a_call_is_the_stage_of_its_answer_and_the_ticket_of_its_job() {
        Call<Integer> call = alice.call("five!");
        List<Integer> seen = new ArrayList<>();
        call.thenAccept(seen::add);
        settle();

        assertThat(call.toCompletableFuture()).isCompletedWithValue(5);
        assertThat(seen).containsExactly(5);
        assertThat(call.entity()).isEqualTo("alice");
        assertThat(call.id()).isZero();
        assertThat(call.finished().toCompletableFuture()).isCompleted();
        CompletableFuture<?> scheduled = call.scheduled().toCompletableFuture();
        settle();
        assertThat(scheduled).isCompleted();
    }

    @Test
    void a_function_that_fails_or_throws_fails_the_call_with_just_that() {
        Call<Integer> fails = alice.call("fails");
        Call<Integer> throwing = alice.call("throws");
        settle();

        assertThat(failure(fails)).isInstanceOf(IOException.class).hasMessage("planted");
        assertThat(failure(throwing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_device_did_is_one_of_our_reasons() {
        Call<Integer> hangs = alice.call("hangs");
        Call<Integer> waits = alice.call("waits");
        waits.cancel();
        time.run(6 * MS);

        assertThat(failure(hangs))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.errno()).isEqualTo(Errno.ETIMEDOUT));
        assertThat(failure(waits))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.errno()).isEqualTo(Errno.ECANCELED));
        assertThat(failure(waits)).isInstanceOf(JobException.class);
    }

    @Test
    void a_refusal_is_a_failure_that_can_be_told_apart() {
        alice.call("a");
        alice.call("b");
        Call<Integer> refused = alice.call("c");

        assertThat(failure(refused))
                .isInstanceOfSatisfying(
                        JobRefused.class,
                        reason -> assertThat(reason.rejection()).isInstanceOf(Rejection.QueueFull.class));
        assertThat(refused.id()).isEqualTo(-1);
        assertThat(failure(refused.finished())).isInstanceOf(JobRefused.class);
        refused.cancel();
        assertThat(alice.call("d", SubmitOptions.none().after(refused)).id()).isEqualTo(-1);
    }

    @Test
    void an_answer_may_be_null_and_other_jobs_can_depend_on_a_call() {
        CallRing<String, Object> nothing = Ring.of("nothing", text -> CompletableFuture.completedFuture(null));
        SharedDevice other = SharedDevice.on(time).ring(nothing).open();
        CallEntity<String, Object> bob = other.entity("bob", nothing);
        Call<Object> first = bob.call("a");
        Call<Object> second = bob.call("b", SubmitOptions.none().after(first));
        settle();

        assertThat(first.toCompletableFuture()).isCompletedWithValue(null);
        assertThat(second.toCompletableFuture()).isCompleted();
    }

    @Test
    void entities_of_call_rings_take_plain_payloads_too() {
        assertThat(alice.submit("hangs").isRight()).isTrue();
        settle();
        assertThat(calls).hasSize(1);
    }

    @Test
    void a_permit_holds_its_credit_until_it_is_closed() throws ExecutionException, InterruptedException {
        CompletableFuture<Permit> granted =
                alice.acquireLater(SubmitOptions.none()).toCompletableFuture();
        Call<Integer> call = alice.call("behind");
        settle();

        assertThat(granted).isCompleted();
        assertThat(calls).isEmpty();
        Permit permit = granted.get();
        permit.close();
        permit.close();
        settle();

        assertThat(call.toCompletableFuture()).isCompletedWithValue(6);
        assertThat(permit.ended().toCompletableFuture()).isCompleted();
    }

    @Test
    void a_permit_that_is_not_given_back_is_taken_away_at_the_timeout() throws Exception {
        CompletableFuture<Permit> granted =
                alice.acquireLater(SubmitOptions.none()).toCompletableFuture();
        Call<Integer> call = alice.call("behind");
        time.run(6 * MS);

        assertThat(failure(granted.get().ended())).isInstanceOf(JobFailed.class);
        assertThat(call.toCompletableFuture()).isCompleted();
    }

    @Test
    void a_permit_that_is_refused_or_too_late_fails() {
        alice.call("hangs");
        settle();
        CompletionStage<Permit> late = alice.acquireLater(SubmitOptions.none().startWithin(millis(1)));
        alice.call("waits");
        CompletionStage<Permit> refused = alice.acquireLater(SubmitOptions.none());
        time.run(2 * MS);

        assertThat(failure(late)).isInstanceOf(JobFailed.class);
        assertThat(failure(refused)).isInstanceOf(JobRefused.class);
    }

    @Test
    void a_decorated_stage_holds_its_credit_until_it_completes() {
        CompletableFuture<String> own = new CompletableFuture<>();
        CompletableFuture<String> decorated =
                alice.decorateCompletionStage(() -> own).get().toCompletableFuture();
        Call<Integer> behind = alice.call("behind");
        settle();
        assertThat(behind.toCompletableFuture()).isNotDone();

        own.complete("own");
        settle();

        assertThat(decorated).isCompletedWithValue("own");
        assertThat(behind.toCompletableFuture()).isCompleted();
        CompletionStage<String> thrown = alice.decorateCompletionStage(() -> CallTest.<CompletionStage<String>>fail())
                .get();
        settle();
        assertThat(failure(thrown)).hasMessage("planted");
        assertThat(device.snapshot().toCompletableFuture()).isNotDone();
    }

    private static <T> T fail() {
        throw new IllegalStateException("planted");
    }
}
