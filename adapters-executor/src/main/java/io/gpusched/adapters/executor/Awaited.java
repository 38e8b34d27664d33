package io.gpusched.adapters.executor;

import io.gpusched.application.port.OrderedWorkQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A step that does nothing but tell another thread that its turn has come, or never will. */
final class Awaited implements Runnable {
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private @Nullable OrderedWorkQueue toDrain;

    private Awaited(@Nullable OrderedWorkQueue toDrain) {
        this.toDrain = toDrain;
    }

    /** Its turn comes after what was posted and queued before. */
    static Awaited flush() {
        return new Awaited(null);
    }

    /** Its turn comes when nothing is queued. */
    static Awaited drain(OrderedWorkQueue queue) {
        return new Awaited(queue);
    }

    @Override
    public void run() {
        OrderedWorkQueue queue = toDrain;
        toDrain = null;
        if (queue == null) {
            done.complete(null);
        } else {
            queue.drain(this);
        }
    }

    /** The writer has ended first. */
    void fail(@Nullable Throwable failure) {
        done.completeExceptionally(new IllegalStateException("the writer has ended", failure));
    }

    CompletionStage<@Nullable Void> done() {
        return done;
    }
}
