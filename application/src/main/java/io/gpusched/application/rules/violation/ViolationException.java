package io.gpusched.application.rules.violation;

/** Stops a run at the first rule that does not hold. */
public final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    /** Makes the exception of a violation. */
    public ViolationException(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /** Returns what was violated. */
    public Violation violation() {
        return violation;
    }
}
