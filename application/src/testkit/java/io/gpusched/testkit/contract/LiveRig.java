package io.gpusched.testkit.contract;

import org.jspecify.annotations.Nullable;

/** A writer that can be closed and can fail, and how to do so. */
public interface LiveRig extends WriterRig {
    /** Closes the writer, without waiting for its end. Called from anywhere, a step included. */
    void closeWriter();

    /** Lets the writer run until it has ended. */
    void awaitEnd();

    /** Returns what the writer has reported as its failure, or null; the last, if it has reported several. */
    @Nullable
    Throwable reportedFailure();

    /** Returns how many failures the writer has reported. */
    int reportedFailures();
}
