package io.gpusched.application.port;

import java.util.function.Consumer;

/** Does the steps of a recovery for real, where they are more than time. */
@FunctionalInterface
public interface RecoveryAttempt {
    /**
     * Begins a step. Called on the writer, and returns at once.
     *
     * @param rung what to do
     * @param outcome to be called once, from any thread: whether the step has helped
     */
    void begin(Rung rung, Consumer<Boolean> outcome);
}
