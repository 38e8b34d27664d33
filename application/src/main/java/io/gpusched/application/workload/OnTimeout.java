package io.gpusched.application.workload;

/** What the simulated hardware does when a job times out. */
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
