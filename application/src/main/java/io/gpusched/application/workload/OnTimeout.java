package io.gpusched.application.workload;

/** The ways in which the simulated hardware handles a timeout. */
public enum OnTimeout {
    /** Ends the job with {@code ETIMEDOUT} and takes it over; the rest goes on. */
    SIGNAL,
    /** Says that nothing hung. */
    NOHANG,
    /** Resets the ring and resubmits. */
    RESET,
    /** Says that the device is gone. */
    ENODEV
}
