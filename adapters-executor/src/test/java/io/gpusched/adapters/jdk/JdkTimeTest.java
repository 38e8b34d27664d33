package io.gpusched.adapters.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The JDK's executors, clocks and futures in virtual time. */
class JdkTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final JdkTime jdk = time.jdk();
    private final ScheduledExecutorService scheduler = jdk.scheduler();
    private final List<String> seen = new ArrayList<>();

    private Runnable see(String what) {
        return () -> seen.add(what + " at " + jdk.instants().millis());
    }

    @Test
    void tasks_run_in_order_when_time_moves_and_not_before() throws Exception {
        jdk.executor().execute(see("a"));
        Future<Integer> result = scheduler.submit(() -> 7);
        scheduler.schedule(see("c"), 5, TimeUnit.MILLISECONDS);
        scheduler.schedule(see("b"), 3, TimeUnit.MILLISECONDS);
        assertThat(seen).isEmpty();

        time.advance(Duration.ofMillis(4));

        assertThat(seen).containsExactly("a at 0", "b at 3");
        assertThat(result.get()).isEqualTo(7);
        assertThat(jdk.instants().instant()).isEqualTo(Instant.ofEpochMilli(4));
        time.advance(Duration.ofMillis(1));
        assertThat(seen).contains("c at 5");
        assertThat(jdk.clock(ZoneOffset.UTC).millis()).isEqualTo(5);
        assertThatThrownBy(() -> time.advance(Duration.ofMillis(-1))).hasMessageContaining("does not go back");
    }

    @Test
    void periodic_tasks_run_until_they_are_cancelled_or_throw() {
        ScheduledFuture<?> rate = scheduler.scheduleAtFixedRate(see("rate"), 1, 2, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> failing = scheduler.scheduleWithFixedDelay(
                () -> {
                    see("delay").run();
                    throw new IllegalStateException("planted");
                },
                1,
                2,
                TimeUnit.MILLISECONDS);
        time.advance(Duration.ofMillis(4));
        assertThat(rate.getDelay(TimeUnit.MILLISECONDS)).isEqualTo(1);
        assertThat(rate.cancel(false)).isTrue();
        time.advance(Duration.ofMillis(10));

        assertThat(seen).containsExactly("rate at 1", "delay at 1", "rate at 3");
        assertThat(failing.isDone()).isTrue();
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class);
    }

    @Test
    void after_a_shutdown_delayed_tasks_run_and_periodic_ones_do_not() throws Exception {
        scheduler.schedule(see("delayed"), 5, TimeUnit.MILLISECONDS);
        scheduler.scheduleAtFixedRate(see("periodic"), 5, 5, TimeUnit.MILLISECONDS);

        scheduler.shutdown();

        assertThatThrownBy(() -> scheduler.execute(see("late"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(scheduler.isTerminated()).isFalse();
        assertThatThrownBy(() -> scheduler.awaitTermination(1, TimeUnit.DAYS)).hasMessageContaining("one thread");
        time.advance(Duration.ofMillis(20));
        assertThat(seen).containsExactly("delayed at 5");
        assertThat(scheduler.isTerminated()).isTrue();
        assertThat(scheduler.awaitTermination(1, TimeUnit.DAYS)).isTrue();
    }

    @Test
    void a_shutdown_now_returns_what_never_runs_and_a_cancelled_task_is_gone() {
        Future<?> cancelled = scheduler.schedule(see("cancelled"), 1, TimeUnit.MILLISECONDS);
        scheduler.schedule(see("never"), 1, TimeUnit.MILLISECONDS);
        cancelled.cancel(true);

        assertThat(scheduler.shutdownNow()).hasSize(1);
        time.advance(Duration.ofMillis(2));

        assertThat(seen).isEmpty();
        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void futures_run_their_async_stages_and_timeouts_in_virtual_time() {
        CompletableFuture<String> late = jdk.future();
        CompletableFuture<String> given = jdk.<String>future().completeOnTimeout("default", 2, TimeUnit.MILLISECONDS);
        CompletableFuture<String> timedOut = late.orTimeout(3, TimeUnit.MILLISECONDS);
        given.thenRunAsync(see("async")).thenRunAsync(see("and again"));

        time.advance(Duration.ofMillis(5));

        assertThat(seen).containsExactly("async at 2", "and again at 2");
        assertThat(timedOut.exceptionNow()).isInstanceOf(TimeoutException.class);
        assertThat(given.join()).isEqualTo("default");
    }

    @Test
    void what_a_task_throws_is_seen_by_who_moves_the_time() {
        jdk.executor().execute(() -> {
            throw new IllegalStateException("planted");
        });

        assertThatThrownBy(() -> time.advance(Duration.ZERO)).hasMessage("planted");
    }

    @Test
    void waiting_for_what_is_not_done_is_an_error_in_words() {
        Future<?> task = scheduler.submit(() -> 1);

        assertThatThrownBy(task::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for ever");
        assertThatThrownBy(() -> task.get(1, TimeUnit.DAYS)).hasMessageContaining("would wait for ever");
        assertThatThrownBy(() -> jdk.future().join()).hasMessageContaining("would wait for ever");
        assertThatThrownBy(() -> scheduler.invokeAll(List.of(() -> 1))).hasMessageContaining("would wait for ever");
    }

    @Test
    void another_thread_is_named() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        jdk.executor().execute(() -> {
            Thread other = Thread.ofPlatform().name("intruder").unstarted(() -> {
                try {
                    scheduler.execute(() -> {});
                } catch (IllegalStateException | RejectedExecutionException refused) {
                    thrown.complete(refused);
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        time.advance(Duration.ZERO);

        assertThat(thrown.get()).hasMessageContaining("thread 'intruder'");
    }
}
