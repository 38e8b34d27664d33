package io.gpusched.application.port;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer that passes every call on to another one. An implementation names that writer and overrides what it changes.
 *
 * <p>A new method of {@link Writer} belongs here too; a test compares the two.
 */
public interface ForwardingWriter extends Writer {
    /** Returns the writer to which the calls go; always the same. */
    Writer writer();

    @Override
    default OrderedWorkQueue ordered(String name) {
        return writer().ordered(name);
    }

    @Override
    default Timers timers() {
        return writer().timers();
    }

    @Override
    default Clock clock() {
        return writer().clock();
    }

    @Override
    default long nowNanos() {
        return writer().nowNanos();
    }

    @Override
    default Mailbox mailbox() {
        return writer().mailbox();
    }

    @Override
    default boolean isCurrent() {
        return writer().isCurrent();
    }

    @Override
    default void onEnd(Consumer<@Nullable Throwable> told) {
        writer().onEnd(told);
    }
}
