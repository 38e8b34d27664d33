package io.gpusched.backend.process;

/** A process that ended with another status than 0, or was killed: the cause of its job's error. */
public final class ProcessFailed extends Exception {
    private static final long serialVersionUID = 1;
    private final transient ProcessEnd end;

    ProcessFailed(ProcessEnd end) {
        super("exit status " + end.status()
                + (end.output().isBlank() ? "" : ": " + end.output().strip()));
        this.end = end;
    }

    /** Returns how it ended. */
    public ProcessEnd end() {
        return end;
    }
}
