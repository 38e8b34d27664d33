package io.gpusched.adapters.explore.hash;

import java.util.Arrays;

/**
 * Numbers states by their fingerprints of 128 bits, in the order in which they are added, and keeps a value for each. Open addressing in
 * plain arrays, because there may be millions.
 */
public final class StateTable {
    /** The value of a state that is being explored. */
    public static final long OPEN = -1;

    private long[] high = new long[256];
    private long[] low = new long[256];
    private long[] values = new long[256];
    private int[] slots = new int[1024];
    private int size;

    /** Makes an empty table. */
    public StateTable() {
        Arrays.fill(slots, -1);
    }

    /** Returns how many states there are. */
    public int size() {
        return size;
    }

    /** Returns the number of a state, or -1 if it was not added. */
    public int find(long a, long b) {
        for (int slot = slot(a); slots[slot] >= 0; slot = (slot + 1) & (slots.length - 1)) {
            int entry = slots[slot];
            if (high[entry] == a && low[entry] == b) {
                return entry;
            }
        }
        return -1;
    }

    /** Adds a new state and returns its number, counted from 0. */
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

    /** Returns the value of a state; {@link #OPEN} unless it was set. */
    public long value(int entry) {
        return values[entry];
    }

    /** Sets the value of a state. */
    public void setValue(int entry, long value) {
        values[entry] = value;
    }
}
