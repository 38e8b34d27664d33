package io.gpusched.application.shared;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A job that holds its credits until somebody gives them back. */
final class PermitJob implements Occupancy {
    private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
    private final WriterStage<Permit> granted;
    private final WriterStage<@Nullable Void> ended;

    PermitJob(Callbacks callbacks) {
        this.granted = callbacks.newStage();
        this.ended = callbacks.newStage();
    }

    /** Returns what completes when the credits are there, and fails if they will never be. */
    WriterStage<Permit> granted() {
        return granted;
    }

    /** The job of this permit has ended; failure is null if the credits were given back. */
    void ended(@Nullable Throwable failure) {
        if (failure == null) {
            ended.complete(null);
        } else {
            granted.completeExceptionally(failure);
            ended.completeExceptionally(failure);
        }
    }

    @Override
    public CompletionStage<?> begin() {
        if (!granted.complete(new Permit(released, ended))) {
            released.complete(null);
        }
        return released;
    }
}
