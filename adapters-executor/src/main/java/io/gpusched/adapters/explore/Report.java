package io.gpusched.adapters.explore;

import org.jspecify.annotations.Nullable;

/**
 * The result of an exploration.
 *
 * @param schedules how many schedules were run
 * @param steps how many steps the schedules took together
 * @param states how many different states were met; unless every order was explored, only states with something to choose count
 * @param histories how many different histories were run or, if every order was explored, how many there are
 * @param covered whether every order that the guarantees allow was explored
 * @param cutShort how many schedules were ended because they took too many steps
 * @param nanos how long the exploration took, in nanoseconds of the explorer's clock
 * @param finding the first order that broke a rule, or null
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
