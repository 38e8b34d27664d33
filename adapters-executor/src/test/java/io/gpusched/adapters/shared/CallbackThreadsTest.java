package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Callbacks run where the docs say, however late they are attached. */
class CallbackThreadsTest {
    private static final int LIMIT_SECONDS = 60;

    private final Ring<String> ring = Ring.of("backend", CompletableFuture::completedFuture);

    private SharedDevice device(UnaryOperator<SharedDevice.Builder> options) {
        return options.apply(SharedDevice.owning(ThreadWriter.start("writer", Throwable::printStackTrace))
                        .ring(ring))
                .open();
    }

    private static List<String> threadsOf(CompletionStage<?> stage) throws Exception {
        List<CompletableFuture<String>> seen = new ArrayList<>();
        CompletableFuture<?> future = (CompletableFuture<?>) stage;
        CompletableFuture<String> never = new CompletableFuture<>();
        seen.add(future.thenApply(it -> name()));
        seen.add(future.handle((it, failure) -> name()));
        seen.add(future.thenCompose(it -> CompletableFuture.completedFuture(name())));
        seen.add(future.thenCombine(CompletableFuture.completedFuture(1), (it, one) -> name()));
        seen.add(future.thenApply(it -> "").applyToEither(never, it -> name()));
        seen.add(told(name -> future.thenAccept(it -> name.complete(name()))));
        seen.add(told(name -> future.thenRun(() -> name.complete(name()))));
        seen.add(told(name -> future.whenComplete((it, failure) -> name.complete(name()))));
        seen.add(told(name -> future.runAfterBoth(CompletableFuture.completedFuture(1), () -> name.complete(name()))));
        seen.add(told(
                name -> future.thenAcceptBoth(CompletableFuture.completedFuture(1), (a, b) -> name.complete(name()))));
        seen.add(told(name -> future.thenApply(it -> "").acceptEither(never, it -> name.complete(name()))));
        seen.add(told(name -> future.runAfterEither(never, () -> name.complete(name()))));
        seen.add(future.thenApply(it -> fail()).exceptionally(failure -> name()));
        seen.add(future.thenApply(it -> fail())
                .exceptionallyCompose(failure -> CompletableFuture.completedFuture(name())));
        seen.add(future.toCompletableFuture().thenApply(it -> name()));
        List<String> names = new ArrayList<>();
        for (CompletableFuture<String> each : seen) {
            // A plain future to wait on: the stages of a device do not let the writer wait, this thread may.
            names.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
        return names;
    }

    private static CompletableFuture<String> told(java.util.function.Consumer<CompletableFuture<String>> attach) {
        CompletableFuture<String> name = new CompletableFuture<>();
        attach.accept(name);
        return name;
    }

    private static String name() {
        return Thread.currentThread().getName();
    }

    private static String fail() {
        throw new IllegalStateException("planted");
    }

    @Test
    void every_form_that_is_attached_late_runs_on_the_writer() throws Exception {
        try (SharedDevice device = device(builder -> builder)) {
            Ticket ticket = device.entity("alice", ring).submit("a").get();
            ticket.finished().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(threadsOf(ticket.finished())).containsOnly("writer");
        }
    }

    @Test
    void twenty_thousand_callbacks_race_with_the_end_of_their_jobs() throws Exception {
        try (SharedDevice device = device(builder -> builder)) {
            SharedEntity<String> alice = device.entity("alice", ring);
            List<CompletableFuture<String>> threads = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                threads.add(told(name -> alice.submit("a").get().finished().thenRun(() -> name.complete(name()))));
            }

            for (CompletableFuture<String> each : threads) {
                assertThat(each.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("writer");
            }
        }
    }

    @Test
    void every_form_runs_on_the_executor_that_the_device_was_given() throws Exception {
        try (ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
                SharedDevice device = device(builder -> builder.callbacks(own))) {
            Ticket ticket = device.entity("alice", ring).submit("a").get();

            assertThat(threadsOf(ticket.finished())).containsOnly("own");
            assertThat(threadsOf(ticket.finished())).containsOnly("own");
            assertThat(threadsOf(device.snapshot())).containsOnly("own");
        }
    }

    @Test
    void when_the_writer_has_ended_the_thread_that_attaches_runs_it() throws Exception {
        Ticket ticket;
        try (SharedDevice device = device(builder -> builder)) {
            ticket = device.entity("alice", ring).submit("a").get();
        }

        assertThat(threadsOf(ticket.finished())).containsOnly(name());
    }

    @Test
    void a_callback_on_the_writer_cannot_wait_for_the_device() throws Exception {
        try (SharedDevice device = device(builder -> builder)) {
            SharedEntity<String> alice = device.entity("alice", ring);
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            alice.submit("a").get().finished().thenRun(() -> {
                try {
                    alice.submit("b").get().finished().toCompletableFuture().join();
                } catch (IllegalStateException refused) {
                    thrown.complete(refused);
                }
            });

            assertThat(thrown.get(LIMIT_SECONDS, TimeUnit.SECONDS)).hasMessageContaining("would wait for itself");
            assertThatThrownBy(() -> device.entity("bob", ring).submit(null)).isInstanceOf(NullPointerException.class);
        }
    }
}
