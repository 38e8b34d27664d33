package io.gpusched.adapters.tck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a method of the tested hardware. Guarded by the {@link Witness}. */
final class HardwareCall {
    private final String method;
    private final @Nullable Long job;
    private final Thread thread;
    private final long startRealNanos;
    private final long waitsBefore;
    private long realNanos = -1;
    private long waits;
    private @Nullable Throwable thrown;
    private List<StackTraceElement> sample = List.of();

    HardwareCall(String method, @Nullable Long job, Thread thread, long realNow, long waitsBefore) {
        this.method = method;
        this.job = job;
        this.thread = thread;
        this.startRealNanos = realNow;
        this.waitsBefore = waitsBefore;
    }

    String method() {
        return method;
    }

    Thread thread() {
        return thread;
    }

    void returned(long realNow, long waitsNow) {
        realNanos = realNow - startRealNanos;
        waits = waitsNow - waitsBefore;
    }

    void threw(Throwable throwable) {
        thrown = throwable;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    boolean isOpen() {
        return realNanos < 0;
    }

    /** Returns how long it took, in nanoseconds of real time; of an open one, how long until now. */
    long realNanos(long realNow) {
        return isOpen() ? realNow - startRealNanos : realNanos;
    }

    /** Tells whether its thread has waited for something inside. */
    boolean hasWaited() {
        return waits > 0;
    }

    void sample(List<StackTraceElement> frames) {
        sample = frames;
    }

    /** Returns a stack from inside the call; empty if it was too short for one. */
    List<StackTraceElement> sample() {
        return sample;
    }

    @Override
    public String toString() {
        return method + (job == null ? "()" : "(job " + job + ")");
    }
}
