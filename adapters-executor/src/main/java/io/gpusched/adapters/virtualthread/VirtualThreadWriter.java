package io.gpusched.adapters.virtualthread;

import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.executor.Waiting;
import java.util.function.Consumer;

/**
 * A writer on one virtual thread, which parks until there is work or the next timer is due. It costs a few hundred bytes while idle, so a
 * program can have one for each of thousands of devices.
 *
 * <p>It runs only when a carrier is free. The JDK does not interrupt virtual threads by the clock: while as many of them compute as there are
 * carriers, this writer starts nothing and no timeout fires. Timers on a platform thread would not mend that, because what a timer does is a step of
 * the writer, and needs the writer's thread. So a program with a few devices takes {@link ThreadWriter#start(String, Consumer)}.
 *
 * <p> Virtual threads do not keep the JVM alive: wait for {@link LiveWriter#ended}.
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
