package io.gpusched.application.recording;

/**
 * A fence that a recorded job had to wait for.
 *
 * @kernel drm_sched_job_add_dep, drm_sched_job_wait_dep
 */
public sealed interface RecordedDependency {
    /**
     * Another job of the recording had to finish.
     *
     * @param job its place in {@link Recording#jobs}
     */
    record Finished(int job) implements RecordedDependency {}

    /**
     * Another job of the recording had to be given to the hardware: between jobs of one ring that is enough.
     *
     * @param job its place in {@link Recording#jobs}
     */
    record Scheduled(int job) implements RecordedDependency {}

    /**
     * A fence that is no complete job's of this recording: another device's, or of a job that was cut off.
     *
     * @param fence its name in the trace
     * @param signaledNanos when it signalled, or {@link #NOT_SEEN}
     * @param waited whether the job was seen waiting for it
     */
    record Outside(String fence, long signaledNanos, boolean waited) implements RecordedDependency {
        /** The {@link #signaledNanos} of a fence that was not seen signalling. */
        public static final long NOT_SEEN = Long.MIN_VALUE;
    }
}
