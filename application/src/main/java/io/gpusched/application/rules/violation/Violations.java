package io.gpusched.application.rules.violation;

import java.util.ArrayList;
import java.util.List;

/** The rules that did not hold so far. Called on the writer, or wherever a history is judged. */
public final class Violations {
    private final List<Violation> found = new ArrayList<>();
    private final boolean strict;
    private long events;

    private Violations(boolean strict) {
        this.strict = strict;
    }

    /** Throws the first violation as a {@link ViolationException}, from wherever it is noticed. */
    public static Violations strict() {
        return new Violations(true);
    }

    /** Keeps all violations. */
    public static Violations gathering() {
        return new Violations(false);
    }

    /** Returns what was gathered, in the order in which it was noticed. */
    public List<Violation> found() {
        return List.copyOf(found);
    }

    /** Returns how many events were seen. */
    public long events() {
        return events;
    }

    /** Counts an event. */
    public void eventSeen() {
        events++;
    }

    /**
     * Reports that a rule does not hold.
     *
     * @throws ViolationException if these are strict
     */
    public void add(Rule rule, String seen) {
        Violation violation = new Violation(rule, seen, events);
        if (strict) {
            throw new ViolationException(violation);
        }
        found.add(violation);
    }
}
