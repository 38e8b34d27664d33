package io.gpusched.application.rules.violation;

/**
 * A rule that did not hold.
 *
 * @param rule the rule
 * @param seen what was seen instead
 * @param events how many events the device had reported until then; the last of them is the place to look
 */
public record Violation(Rule rule, String seen, long events) {
    @Override
    public String toString() {
        return "not true that " + rule.words() + ": " + seen + " (rule " + rule.id() + ", after event " + events + ")";
    }
}
