package io.gpusched.adapters.tck;

import java.util.List;

/** A rule does not hold; thrown by its test. The message says what happened in one line, without the rule. */
public final class RuleBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Trace> traces;
    private final boolean absence;

    /**
     * A stack that belongs to what happened.
     *
     * @param title what was called there
     * @param frames innermost first
     */
    public record Trace(String title, List<StackTraceElement> frames) {
        public Trace {
            frames = List.copyOf(frames);
        }
    }

    private RuleBroken(String message, List<Trace> traces, boolean absence) {
        super(message, null, false, false);
        this.traces = List.copyOf(traces);
        this.absence = absence;
    }

    /** Something happened that must not happen. */
    static RuleBroken by(String message, Trace... traces) {
        return new RuleBroken(message, List.of(traces), false);
    }

    /** Something did not happen that must happen: on live threads it may have been late only. */
    static RuleBroken byAbsence(String message, Trace... traces) {
        return new RuleBroken(message, List.of(traces), true);
    }

    /** Returns the stacks that belong to it. */
    public List<Trace> traces() {
        return traces;
    }

    /** Tells whether it is about something that did not happen in time. */
    public boolean isAbsence() {
        return absence;
    }
}
