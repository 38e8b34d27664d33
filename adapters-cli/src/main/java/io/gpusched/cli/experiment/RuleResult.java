package io.gpusched.cli.experiment;

/**
 * What came out when a rule of the contract was tested on a backend.
 *
 * @param id the number of the rule
 * @param text the rule
 * @param state what came out
 * @param line what happened, or why the rule was not tested, in one line; empty if it holds
 * @param details stacks and history, on several lines; empty if there are none
 * @param nanos how long the test took, in nanoseconds of real time
 */
public record RuleResult(String id, String text, State state, String line, String details, long nanos) {
    /** What can come out. */
    public enum State {
        /** The rule holds. */
        HELD("held"),
        /** The rule does not hold, and it must. */
        BROKEN("BROKEN"),
        /** The rule does not hold, and it should. */
        NOT_KEPT("not kept"),
        /** The rule was not tested. */
        SKIPPED("skipped");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Returns it in a word or two. */
        public String words() {
            return words;
        }
    }
}
