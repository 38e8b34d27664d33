package io.gpusched.adapters.explore;

/**
 * What is explored: a device, the hardware under it, what is done to it, and what must hold. It is set up afresh for every schedule, so
 * it keeps nothing between schedules and depends on nothing but the stage.
 */
@FunctionalInterface
public interface Scenario {
    /**
     * Builds everything on the stage. Nothing has happened yet, and nothing happens before this returns.
     *
     * @throws RuntimeException if it cannot be built; that ends the exploration
     */
    void setUp(Stage stage);
}
