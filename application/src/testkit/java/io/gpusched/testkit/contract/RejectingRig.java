package io.gpusched.testkit.contract;

/** A writer over an executor that can be made to reject it. */
public interface RejectingRig extends LiveRig {
    /** From now on the executor rejects what the writer submits. Called from anywhere, a step included. */
    void reject();

    /** The executor accepts again. */
    void accept();
}
