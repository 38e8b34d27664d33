package io.gpusched.adapters.explore.hash;

/** Counts how many different hashes were added, up to four million; beyond that the count stands still. */
public final class DistinctHashes {
    private static final int MOST = 1 << 22;

    private long[] table = new long[1 << 12];
    private int count;

    /**
     * Adds a hash.
     *
     * @return true if it is new and counts
     */
    public boolean add(long hash) {
        long key = hash == 0 ? 1 : hash;
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

    /** Returns how many different hashes were added. */
    public long count() {
        return count;
    }
}
