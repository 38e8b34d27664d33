package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;

/**
 * The call by which the hardware reports that one run of a job is over. It belongs to that run alone: one that comes after a reset took the job away,
 * a second time, or after teardown is counted and ignored. Called from any thread, also from inside {@link Hardware#run}.
 */
public interface Completion {
    /** The job ran to its end. */
    void complete();

    /**
     * The job ended with an error.
     *
     * @param error becomes the error of the job's finished fence
     */
    void fail(Errno error);

    /**
     * The job ended with an error, and this is why. For people who look for the reason; the scheduler does not.
     *
     * @param error becomes the error of the job's finished fence
     * @param cause what happened
     */
    default void fail(Errno error, Throwable cause) {
        fail(error);
    }
}
