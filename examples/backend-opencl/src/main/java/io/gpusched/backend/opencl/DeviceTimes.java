package io.gpusched.backend.opencl;

/**
 * When the device itself began and ended a kernel, as its profiling says.
 *
 * @param queuedNanos when the kernel came to the queue, on the clock of the device
 * @param startNanos when the device began it
 * @param endNanos when the device had ended it
 */
record DeviceTimes(long queuedNanos, long startNanos, long endNanos) {
    /** Returns how long the kernel was in the queue, in nanoseconds. */
    long waitedNanos() {
        return startNanos - queuedNanos;
    }

    /** Returns how long the device worked on the kernel, in nanoseconds. */
    long workedNanos() {
        return endNanos - startNanos;
    }
}
