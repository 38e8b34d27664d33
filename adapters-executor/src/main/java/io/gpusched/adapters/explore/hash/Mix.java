package io.gpusched.adapters.explore.hash;

/** Mixing of numbers into fingerprints, and numbers out of a seed: the finalizer of SplitMix64. */
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

    /** Makes a number of a name. */
    public static long name(String name) {
        long sum = name.length();
        for (int i = 0; i < name.length(); i++) {
            sum = step(sum, name.charAt(i));
        }
        return sum;
    }

    /** Adds a number to a fingerprint in which the order counts. */
    public static long step(long fingerprint, long value) {
        return spread(fingerprint * 31 + value);
    }
}
