package io.gpusched.files.trace.perfetto;

import io.gpusched.files.trace.OverLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Events, kept until all are known: Perfetto writes the bundles of the CPUs one after another, so that only the whole file tells the order of
 * time. An event takes its bytes in the file and some 30 more.
 */
final class KeptEvents {
    private static final int CHUNK = 1 << 20;
    private static final int FIRST_SIZE = 1 << 10;
    private final int most;
    private final List<byte[]> chunks = new ArrayList<>();
    private int freeInChunk;
    private long[] nanos = new long[FIRST_SIZE];
    private long[] places = new long[FIRST_SIZE];
    private int[] lengths = new int[FIRST_SIZE];
    private int[] cpus = new int[FIRST_SIZE];
    private int[] pids = new int[FIRST_SIZE];
    private int[] kinds = new int[FIRST_SIZE];
    private int count;

    /** Takes an event, at its place in the order of time. */
    @FunctionalInterface
    interface Sink {
        /** Takes one, by the number of its kind and with its fields. */
        void accept(long nanos, int cpu, int pid, int kind, ProtoCursor fields);
    }

    /**
     * Keeps nothing yet.
     *
     * @param most the most events that are kept
     */
    KeptEvents(int most) {
        this.most = most;
    }

    /** Keeps an event. */
    void add(long at, int cpu, int pid, int kind, ProtoCursor fields) {
        if (count == most) {
            throw new OverLimit("this trace holds more than " + most
                    + " events of use, and they are sorted in memory; --max-jobs N raises the limit to 8 events a job");
        }
        grow();
        int length = fields.remaining();
        if (length > freeInChunk) {
            byte[] chunk = new byte[Math.max(CHUNK, length)];
            chunks.add(chunk);
            freeInChunk = chunk.length;
        }
        byte[] chunk = chunks.getLast();
        int offset = chunk.length - freeInChunk;
        fields.copyTo(chunk, offset);
        freeInChunk -= length;
        nanos[count] = at;
        places[count] = (long) (chunks.size() - 1) << Integer.SIZE | offset;
        lengths[count] = length;
        cpus[count] = cpu;
        pids[count] = pid;
        kinds[count] = kind;
        count++;
    }

    private void grow() {
        if (count == nanos.length) {
            int size = Math.min(most, count * 2);
            nanos = Arrays.copyOf(nanos, size);
            places = Arrays.copyOf(places, size);
            lengths = Arrays.copyOf(lengths, size);
            cpus = Arrays.copyOf(cpus, size);
            pids = Arrays.copyOf(pids, size);
            kinds = Arrays.copyOf(kinds, size);
        }
    }

    /** Hands the events on in the order of time; those of one time in the order of the file. */
    void forEach(Sink sink) {
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong(i -> nanos[i]))
                .forEachOrdered(i -> sink.accept(nanos[i], cpus[i], pids[i], kinds[i], fields(i)));
    }

    private ProtoCursor fields(int i) {
        int offset = (int) places[i];
        return new ProtoCursor(chunks.get((int) (places[i] >>> Integer.SIZE)), offset, offset + lengths[i]);
    }
}
