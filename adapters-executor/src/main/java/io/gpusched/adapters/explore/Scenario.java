package io.gpusched.adapters.explore;

/**
 * Something to explore: a device, the hardware under it, what clients do, and what must hold. Every schedule sets it up afresh, so a
 * scenario keeps nothing between schedules and depends on nothing but the stage.
 */
@FunctionalInterface
public interface Scenario {
    /**
     * Builds everything on the stage. Nothing happens before this method returns.
     *
     * @throws RuntimeException if the scenario cannot be built; that is a finding of {@code runs.no-step-fails}
     */
    void setUp(Stage stage);
}
