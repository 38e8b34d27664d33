package io.gpusched.application.shared;

import io.gpusched.application.port.Writer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where callbacks of stages run: on the executor that the device was given, or on the writer. A callback on the writer that is attached there, or
 * whose stage completes there, runs at once; one that another thread attaches to a complete stage is posted. When the writer has ended, nobody
 * else is left to run it, so the thread that attaches it does.
 */
final class Callbacks implements Executor {
    private final Writer writer;
    private final @Nullable Executor named;

    Callbacks(Writer writer, @Nullable Executor named) {
        this.writer = writer;
        this.named = named;
    }

    @Override
    public void execute(Runnable callback) {
        if (named != null) {
            named.execute(callback);
        } else if (writer.isCurrent() || !post(callback)) {
            callback.run();
        }
    }

    private boolean post(Runnable callback) {
        try {
            return writer.mailbox().post(callback);
        } catch (IllegalStateException writerFailed) {
            return false;
        }
    }

    /** Tells whether the caller is on the writer, where waiting for the device would be waiting for oneself. */
    boolean isOnWriter() {
        return writer.isCurrent();
    }

    <T extends @Nullable Object> WriterStage<T> newStage() {
        return new WriterStage<>(this);
    }
}
