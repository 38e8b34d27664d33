package io.gpusched.adapters.virtualthread;

import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.executor.Waiting;
import java.util.function.Consumer;

/**
 * A writer on one virtual thread, which parks until there is work or the next timer is due. It costs a few hundred bytes while idle, so a
 * program can have one for each of thousands of devices. Virtual threads do not keep the JVM alive: wait for {@link LiveWriter#ended}.
 */
public final class VirtualThreadWriter {
    private VirtualThreadWriter() {}

    /**
     * Starts a writer.
     *
     * @param name the name of its thread
     * @param onFailure told once, on the writer, if it fails
     */
    public static LiveWriter start(String name, Consumer<? super Throwable> onFailure) {
        return ThreadWriter.start(Thread.ofVirtual().name(name).factory(), Waiting.PARK, onFailure);
    }
}
