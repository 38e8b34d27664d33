package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Finding;

/**
 * A way into a circle on which something that must happen does not.
 *
 * @param finding the way and one round of the circle, with what does not happen
 * @param loop which steps are the circle
 */
public record Lasso(Finding finding, Loop loop) {
    /**
     * The steps of a schedule that repeat for ever.
     *
     * @param from how many steps come before them
     * @param length how many there are; 0 if nothing can happen any more after the first ones
     */
    public record Loop(int from, int length) {
        public Loop {
            if (from < 0 || length < 0) {
                throw new IllegalArgumentException("a loop has no negative numbers: " + from + ", " + length);
            }
        }
    }
}
