package io.gpusched.adapters.explore.writer;

/** What is to be done after each step. */
@FunctionalInterface
public interface StepCheck {
    /** A step is over; it may be one that was checked in an earlier schedule. */
    void accept(boolean repeated);
}
