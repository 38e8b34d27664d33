package io.gpusched.files.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * The times of a trace. They should not fall, but the clocks of the CPUs may differ a little. And the CPUs' buffers need not begin at the
 * same time: where a buffer overflowed, its oldest part is gone.
 */
final class TraceClock {
    /** Clocks of CPUs differ by less. A larger step back is another recording, or lines in another order. */
    static final long LARGEST_INVERSION_NANOS = 1_000_000;

    private final Map<Integer, Long> firstOfCpus = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long latest = Long.MIN_VALUE;
    private long inversions;
    private long largestInversion;
    private boolean bufferStarted;
    private long lastBufferStart = Long.MIN_VALUE;

    /** Takes the time of the next event; returns how far it lies back if that is too far, else 0. */
    long advance(int cpu, long nanos) {
        if (!firstOfCpus.containsKey(cpu)) {
            firstOfCpus.put(cpu, nanos);
        }
        if (bufferStarted) {
            lastBufferStart = Math.max(lastBufferStart, nanos);
            bufferStarted = false;
        }
        first = Math.min(first, nanos);
        last = Math.max(last, nanos);
        long back = latest == Long.MIN_VALUE ? 0 : latest - nanos;
        if (back > LARGEST_INVERSION_NANOS) {
            latest = nanos;
            return back;
        }
        if (back > 0) {
            inversions++;
            largestInversion = Math.max(largestInversion, back);
        }
        latest = Math.max(latest, nanos);
        return 0;
    }

    /** The tracer says that the buffer of a CPU begins here: its first event comes next. */
    void bufferStarts() {
        bufferStarted = true;
    }

    /** Returns the latest time at which a buffer that is known to have lost earlier events begins; the lowest number if there is none. */
    long lastBufferStartNanos() {
        return lastBufferStart;
    }

    /** Returns the time from which on every CPU that ever was seen had been seen. */
    long allCpusSeenNanos() {
        return firstOfCpus.values().stream().mapToLong(it -> it).max().orElse(Long.MIN_VALUE);
    }

    long firstNanos() {
        return first == Long.MAX_VALUE ? 0 : first;
    }

    long lastNanos() {
        return last == Long.MIN_VALUE ? 0 : last;
    }

    long inversions() {
        return inversions;
    }

    long largestInversionNanos() {
        return largestInversion;
    }
}
