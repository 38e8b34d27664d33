package io.gpusched.application.port;

/**
 * The only way in for threads other than the writer. It has no bound: a program that posts faster than the writer runs needs a limit of
 * its own.
 *
 * <p>What becomes of a step that was accepted does not depend on the threads underneath. If an executor that lends them rejects the writer for
 * a while, the step runs later, once. If it has ended, the writer fails. If the poster's thread is interrupted, or the writer's, the step runs
 * all the same. If the writer is closed after the post, by a step even, the step runs before the end.
 */
@FunctionalInterface
public interface Mailbox {
    /**
     * Has a step run on the writer. Steps posted by one thread run in the order in which it posted them; one posted by a step runs
     * after it, never inside. Never waits. Called from any thread, the writer included.
     *
     * @param step runs once, alone; what it throws is a bug, and ends the writer
     * @return false if the writer was closed; then the step will never run. After true it runs, unless the writer fails first
     * @throws IllegalStateException if the writer has failed; the cause is what it failed with
     */
    boolean post(Runnable step);

    /**
     * Checks, as far as that is cheap, whether steps that were posted before will never run because the executor underneath has ended; the
     * writer then fails. For callers that rely on an earlier post of another thread. Called from any thread.
     */
    default void checkRunning() {}
}
