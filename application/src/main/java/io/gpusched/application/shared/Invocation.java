package io.gpusched.application.shared;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a job whose submitter wants the answer of the function. It keeps the function's future, and so has the answer when the job has
 * ended. Writer only, but for the argument.
 *
 * @param <P> what the function is called with
 * @param <R> what it answers
 */
final class Invocation<P, R extends @Nullable Object> {
    private final P argument;
    private @Nullable CompletableFuture<? extends R> future;

    Invocation(P argument) {
        this.argument = argument;
    }

    P argument() {
        return argument;
    }

    /** Calls the function. */
    CompletionStage<?> begin(Function<? super P, ? extends CompletionStage<? extends R>> function) {
        CompletionStage<? extends R> stage =
                Objects.requireNonNull(function.apply(argument), "the function returned no stage");
        future = stage.toCompletableFuture();
        return future;
    }

    /** Returns what the function answered; called when the job has run without an error. */
    R answer() {
        return Objects.requireNonNull(future, "the function was not called").resultNow();
    }
}
