package io.gpusched.application.workload;

import java.util.List;

/** What the simulated hardware does when a job times out. */
public enum OnTimeout {
    /** Ends the job with {@code ETIMEDOUT} and takes it over; the rest goes on. */
    SIGNAL,
    /** Says that nothing hung. */
    NOHANG,
    /** Resets the ring and resubmits. */
    RESET,
    /** Says that the device is gone, and does nothing about its jobs. */
    ENODEV,
    /** Resets the ring and resubmits, but holds nothing against the entity of the job that hung: only that job is not run again. */
    RESET_WITHOUT_GUILT,
    /** Resets all rings of the device that answer so, and resubmits their jobs when the reset is over. */
    RESET_DEVICE,
    /** Says that the device is gone, and ends the jobs of all rings that answer so, now and later. */
    GONE;

    /** Those that the case language knows. Hardware that gives these answers remembers nothing of earlier timeouts. */
    public static final List<OnTimeout> OF_CASES = List.of(SIGNAL, NOHANG, RESET, ENODEV);
}
