package io.gpusched.application.workload;

/** How a ring works on the jobs that it was given. */
public enum RingKind {
    /** One after the other; a job takes its time from when the one before it is over. */
    SERIAL,
    /** All at once; each job takes its time from when it was given to the ring. */
    OVERLAPPING
}
