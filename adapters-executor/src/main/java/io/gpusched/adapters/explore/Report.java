package io.gpusched.adapters.explore;

import org.jspecify.annotations.Nullable;

/**
 * What came of an exploration.
 *
 * @param schedules how many schedules were run
 * @param steps how many steps they took together
 * @param states how many different states were met; if the space was not covered, only where there was something to choose
 * @param histories how many different histories were run, or, if the space was covered, how many there are
 * @param covered whether every order that the rules allow was explored
 * @param cutShort how many schedules were ended because they took too many steps
 * @param nanos how long it took, on the explorer's clock
 * @param finding the first order that went wrong, or null
 */
public record Report(
        long schedules,
        long steps,
        long states,
        long histories,
        boolean covered,
        long cutShort,
        long nanos,
        @Nullable Finding finding) {}
