package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A writer under test, and how to let it do something. Called from the test's thread, never from a step. */
public interface WriterRig extends AutoCloseable {
    /** Returns the writer. */
    Writer writer();

    /** Lets the writer run, and time pass if it needs to, until something is done, or nothing is left to do. */
    void runUntil(Future<?> done);

    /** Lets the writer run until it has nothing to do but wait for timers. */
    void runUntilQuiet();

    /** Frees what the writer holds. */
    @Override
    void close();

    /** Posts a step, lets the writer run until it is done, and returns its result; what it throws fails the test, not the writer. */
    default <T extends @Nullable Object> T call(Callable<T> step) {
        FutureTask<T> task = new FutureTask<>(step);
        assertThat(writer().mailbox().post(task)).as("accepted").isTrue();
        return resultOf(task);
    }

    /** As {@link #call}, without a result. */
    default void run(Runnable step) {
        call(() -> {
            step.run();
            return true;
        });
    }

    /** Lets time pass. Timers that are armed, with a delay up to this, have fired when it returns, and what they queued has run. */
    default void passNanos(long nanos) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        run(() -> writer().timers().timer(() -> over.complete(true)).arm(nanos));
        resultOf(over);
        runUntilQuiet();
    }

    /** Runs each of the actions on a thread of its own, all at once, and returns when they are over. */
    default void atOnce(List<? extends Runnable> actions) {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (Runnable each : actions) {
            tasks.add(new FutureTask<>(each, true));
        }
        tasks.forEach(task -> Thread.ofPlatform().daemon().start(task));
        tasks.forEach(this::resultOf);
    }

    private <T extends @Nullable Object> T resultOf(Future<T> future) {
        runUntil(future);
        assertThat(future.isDone()).as("the step ran, the timer fired").isTrue();
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
