package io.gpusched.cli.museum;

import java.util.List;

/**
 * The result of an {@link Expedition}.
 *
 * @param schedules how many schedules were run
 * @param covered whether every order was explored
 * @param nanos how long it took, in nanoseconds
 * @param rule the id of the rule that was broken; empty if nothing was found
 * @param violation what was seen instead, with the rule, in words
 * @param history what happened, as numbered lines; the last step broke the rule
 * @param token the word that repeats it
 * @param same whether a repetition went exactly as before; true for an exploration
 */
public record Discovery(
        long schedules,
        boolean covered,
        long nanos,
        String rule,
        String violation,
        List<String> history,
        String token,
        boolean same) {
    public Discovery {
        history = List.copyOf(history);
    }

    /** Tells whether something was found. */
    public boolean isFound() {
        return !rule.isEmpty();
    }
}
