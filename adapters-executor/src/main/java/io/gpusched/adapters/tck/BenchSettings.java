package io.gpusched.adapters.tck;

/**
 * How the device of a test is set up.
 *
 * @param rings how many rings it has
 * @param timeouts whether jobs time out
 * @param hangLimit how many hangs a job may cause before it is not run again
 */
record BenchSettings(int rings, boolean timeouts, int hangLimit) {
    /** One ring without a timeout. */
    static final BenchSettings PLAIN = new BenchSettings(1, false, 0);

    /** One ring with a timeout. */
    static final BenchSettings TIMEOUTS = new BenchSettings(1, true, 0);

    BenchSettings hangLimit(int limit) {
        return new BenchSettings(rings, timeouts, limit);
    }

    BenchSettings rings(int number) {
        return new BenchSettings(number, timeouts, hangLimit);
    }
}
