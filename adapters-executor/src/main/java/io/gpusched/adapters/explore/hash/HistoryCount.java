package io.gpusched.adapters.explore.hash;

/** Counts different numbers, up to some millions; beyond that it counts no more. */
public final class HistoryCount {
    private static final int MOST = 1 << 22;

    private long[] table = new long[1 << 12];
    private int count;

    /**
     * Adds a number.
     *
     * @return false if it was there, or cannot be counted any more
     */
    public boolean add(long number) {
        long key = number == 0 ? 1 : number;
        int slot = (int) key & (table.length - 1);
        while (table[slot] != 0 && table[slot] != key) {
            slot = (slot + 1) & (table.length - 1);
        }
        if (table[slot] == 0 && count < MOST) {
            table[slot] = key;
            count++;
            if (count * 2 > table.length) {
                grow();
            }
            return true;
        }
        return false;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (long key : old) {
            if (key != 0) {
                int slot = (int) key & (table.length - 1);
                while (table[slot] != 0) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = key;
            }
        }
    }

    public long count() {
        return count;
    }
}
