package io.gpusched.adapters.explore.hash;

import java.util.Arrays;

/** States by their fingerprints, each with a number. Open addressing in plain arrays: there may be millions. */
public final class StateTable {
    /** The value of a state that is being explored. */
    public static final long OPEN = -1;

    private long[] high = new long[256];
    private long[] low = new long[256];
    private long[] values = new long[256];
    private int[] slots = new int[1024];
    private int size;

    public StateTable() {
        Arrays.fill(slots, -1);
    }

    public int size() {
        return size;
    }

    /** Returns the number of a state, or -1. */
    public int find(long a, long b) {
        for (int slot = slot(a); slots[slot] >= 0; slot = (slot + 1) & (slots.length - 1)) {
            int entry = slots[slot];
            if (high[entry] == a && low[entry] == b) {
                return entry;
            }
        }
        return -1;
    }

    /** Adds a state that is not in it; returns its number. */
    public int add(long a, long b) {
        if (size == high.length) {
            high = Arrays.copyOf(high, size * 2);
            low = Arrays.copyOf(low, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        if (size * 2 >= slots.length) {
            slots = new int[slots.length * 2];
            Arrays.fill(slots, -1);
            for (int entry = 0; entry < size; entry++) {
                place(entry);
            }
        }
        high[size] = a;
        low[size] = b;
        values[size] = OPEN;
        place(size);
        return size++;
    }

    private void place(int entry) {
        int slot = slot(high[entry]);
        while (slots[slot] >= 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
    }

    private int slot(long a) {
        return (int) (a ^ (a >>> 32)) & (slots.length - 1);
    }

    public long value(int entry) {
        return values[entry];
    }

    public void setValue(int entry, long value) {
        values[entry] = value;
    }
}
