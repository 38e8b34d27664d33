package io.gpusched.adapters.explore.writer;

/** A check after each step. */
@FunctionalInterface
public interface StepCheck {
    /**
     * Checks the state after a step.
     *
     * @param repeated whether an earlier schedule with the same beginning was checked after this step
     */
    void accept(boolean repeated);
}
