package io.gpusched.adapters.explore.hash;

/** Makes hashes of 64 bits, with the finalizer of SplitMix64. */
public final class Mix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** Spreads every bit of a number over all bits. */
    public static long spread(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns the hash of a name. */
    public static long name(String name) {
        long sum = name.length();
        for (int i = 0; i < name.length(); i++) {
            sum = step(sum, name.charAt(i));
        }
        return sum;
    }

    /** Adds a number to a hash in which the order counts. */
    public static long step(long hash, long value) {
        return spread(hash * 31 + value);
    }
}
