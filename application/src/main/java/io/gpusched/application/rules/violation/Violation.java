package io.gpusched.application.rules.violation;

/**
 * A rule that did not hold.
 *
 * @param rule the rule, in words
 * @param seen what was seen instead
 * @param events how many events the device had told until then; the last of them is the place to look
 */
public record Violation(String rule, String seen, long events) {
    @Override
    public String toString() {
        return "not true that " + rule + ": " + seen + " (after event " + events + ")";
    }
}
