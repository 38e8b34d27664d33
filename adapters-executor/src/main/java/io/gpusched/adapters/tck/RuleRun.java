package io.gpusched.adapters.tck;

import java.util.List;

/**
 * What came out when one rule was tested.
 *
 * @param rule the rule
 * @param outcome what came out
 * @param nanos how long it took, in nanoseconds of real time
 */
public record RuleRun(BackendRule rule, Outcome outcome, long nanos) {
    /** What can come out. */
    public sealed interface Outcome {}

    /** The rule holds. */
    public record Held() implements Outcome {}

    /**
     * The rule does not hold.
     *
     * @param line what happened, in one line that begins with the id of the rule
     * @param traces the stacks that belong to it
     * @param history the shortest run that shows it, a line for each call
     */
    public record Broken(String line, List<RuleBroken.Trace> traces, List<String> history) implements Outcome {
        public Broken {
            traces = List.copyOf(traces);
            history = List.copyOf(history);
        }

        /** Returns everything: the line, the stacks, and the history. */
        public String text() {
            StringBuilder text = new StringBuilder(line);
            for (RuleBroken.Trace each : traces) {
                text.append("\n\n").append(each.title()).append(':');
                each.frames().forEach(frame -> text.append("\n    at ").append(frame));
            }
            if (!history.isEmpty()) {
                text.append("\n\nthe shortest history that shows it:");
                history.forEach(each -> text.append("\n  ").append(each));
            }
            return text.toString();
        }
    }

    /**
     * The rule was not tested.
     *
     * @param reason which capability or sample work the backend lacks, or has in excess
     */
    public record Skipped(String reason) implements Outcome {}

    /** Tells whether a backend with this outcome is wrong. */
    public boolean isFailure() {
        return outcome instanceof Broken && rule.level() == BackendRule.Level.MUST;
    }
}
