package io.gpusched.adapters.executor;

import io.gpusched.domain.time.Nanos;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A writer with a thread of its own, which sleeps while there is nothing to do and no timer is due. The thread ends with the writer; an
 * interrupt does not end it.
 *
 * <p>On a virtual thread it lets others have the carrier from time to time: virtual threads are not interrupted by the clock, so a writer
 * that never runs out of work would keep one for good. A yield is not enough: threads that yield wait in their carrier's own line, and a
 * carrier looks at threads that others have woken only when that line is empty. So now and then the writer sleeps for an instant, and comes
 * back by the way that all come.
 */
public final class ThreadWriter extends LiveWriter {
    private static final int STEPS_BEFORE_YIELD = 64;
    private static final int YIELDS_BEFORE_NAP = 64;
    private static final long NAP_NANOS = 1;

    private final Thread thread;
    private final Waiting waiting;
    private final Doorbell doorbell = new Doorbell();
    private int yields;

    private ThreadWriter(ThreadFactory threads, Waiting waiting, Consumer<? super Throwable> onFailure) {
        super(onFailure);
        this.thread = threads.newThread(this::loop);
        this.waiting = waiting;
    }

    /**
     * Starts a writer on a daemon thread of the platform, which sleeps while there is nothing to do. The operating system runs it beside whatever
     * the virtual threads of the program do.
     *
     * @param name the name of its thread
     * @param onFailure told once, on the writer, if it fails
     */
    public static ThreadWriter start(String name, Consumer<? super Throwable> onFailure) {
        return start(Thread.ofPlatform().daemon().name(name).factory(), Waiting.PARK, onFailure);
    }

    /**
     * Starts a writer.
     *
     * @param threads makes its thread, a virtual one or not
     * @param waiting how the thread waits
     * @param onFailure told once, on the writer, if it fails; what this throws goes to the thread's uncaught exception handler
     */
    public static ThreadWriter start(ThreadFactory threads, Waiting waiting, Consumer<? super Throwable> onFailure) {
        ThreadWriter writer = new ThreadWriter(threads, waiting, onFailure);
        writer.thread.start();
        return writer;
    }

    @Override
    void wake() {
        doorbell.ring();
    }

    private void loop() {
        while (!hasEnded()) {
            if (runSteps(STEPS_BEFORE_YIELD)) {
                if (thread.isVirtual()) {
                    leaveTheCarrier();
                }
            } else if (!hasEnded()) {
                waitForNews();
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // for a virtual thread a yield is no hint: its scheduler always follows it
    private void leaveTheCarrier() {
        yields++;
        if (yields % YIELDS_BEFORE_NAP == 0) {
            LockSupport.parkNanos(this, NAP_NANOS);
        } else {
            Thread.yield();
        }
    }

    private void waitForNews() {
        long due = nextDueNanos();
        for (int spins = waiting.spins(); spins > 0; spins--) {
            if (hasNews() || untilNanos(due) <= 0) {
                return;
            }
            Thread.onSpinWait();
        }
        long sleepNanos = untilNanos(due);
        if (sleepNanos > 0) {
            doorbell.sleep(this::hasNews, sleepNanos);
        }
    }

    private long untilNanos(long due) {
        return due == Nanos.NEVER ? Nanos.NO_LIMIT : due - nowNanos();
    }

    @Override
    public String toString() {
        return "writer on " + thread;
    }
}
