package io.gpusched.application.shared;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A credit of a ring, held by a thread or by whoever has it, until it is closed. Closing again changes nothing. All methods may be called from
 * any thread.
 */
public final class Permit implements AutoCloseable {
    private final CompletableFuture<@Nullable Void> released;
    private final CompletionStage<@Nullable Void> ended;

    Permit(CompletableFuture<@Nullable Void> released, CompletionStage<@Nullable Void> ended) {
        this.released = released;
        this.ended = ended;
    }

    /**
     * Returns a stage that completes when the permit was given back; it fails with {@link JobFailed} if the ring took it away before: its
     * timeout was over, or the device was closed.
     */
    public CompletionStage<@Nullable Void> ended() {
        return ended;
    }

    /** Gives the credit back. */
    @Override
    public void close() {
        released.complete(null);
    }
}
