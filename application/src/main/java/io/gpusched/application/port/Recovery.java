package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a timeout handler may use on the scheduler whose job timed out. The classic reset is stop, blame, reset the ring, resubmit,
 * start. Called on the writer, inside {@link Hardware#timedOut} only.
 */
public interface Recovery {
    /**
     * Pauses submission, puts the bad job back and takes the runs of all pending jobs off the scheduler's books. Jobs that have
     * finished meanwhile are freed, last first.
     *
     * @kernel drm_sched_stop()
     */
    void stop();

    /**
     * Blames the bad job for the hang.
     *
     * @kernel drm_sched_increase_karma()
     */
    void increaseKarma();

    /**
     * Runs every pending job again, in order. A job beyond the hang limit and those behind it of the same entity are cancelled
     * instead. Linux deprecates this; a driver that keeps its own state should walk the pending list instead.
     *
     * @kernel drm_sched_resubmit_jobs()
     */
    void resubmit();

    /**
     * Ends the stop: jobs that have no run are finished, the others are waited for again, submission resumes.
     *
     * @param error what jobs without a run are finished with; null for "cancelled"
     * @kernel drm_sched_start()
     */
    void start(@Nullable Errno error);

    /**
     * Takes the bad job over: the handler disposes of it and the scheduler will not free it.
     *
     * @kernel drm_sched_job_cleanup() inside timedout_job
     */
    void release();
}
