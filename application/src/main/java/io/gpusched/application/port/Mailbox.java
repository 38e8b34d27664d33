package io.gpusched.application.port;

/** The only door that is open to threads other than the writer. */
@FunctionalInterface
public interface Mailbox {
    /**
     * Has a step run on the writer. Steps posted by one thread run in the order in which it posted them. Called from any thread.
     *
     * @param step runs once, alone
     */
    void post(Runnable step);
}
