package io.gpusched.application.workload;

/** The ways in which a ring works on its jobs. */
public enum RingKind {
    /** One after another; a job takes its time from when the one before it is over. */
    SERIAL,
    /** All at once; each job takes its time from when it was given to the ring. */
    OVERLAPPING
}
