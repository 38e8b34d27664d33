package io.gpusched.application.insight;

import java.util.List;

/**
 * Jobs of one client that had not ended when their run did, all for the same reason.
 *
 * @param client whose they are
 * @param ring the id of the scheduler that they were queued for
 * @param stage how far they came
 * @param reason why they did not get further
 * @param fence the fence that the first of them waits for, by name; empty if it waits for none
 * @param jobs what is known of each, in the order in which they were queued; at least one
 */
public record Unfinished(String client, int ring, JobStage stage, Reason reason, String fence, List<JobTimes> jobs) {
    /** Why a job does not get further. */
    public enum Reason {
        /** The run was over before the ring was done with it, or the hardware never answers. */
        NOT_DONE,
        /** The ring works on the jobs that it was given before. */
        BEHIND_OTHERS,
        /** The hardware has no room. */
        CREDITS,
        /** A fence has not signalled. */
        FENCE,
        /** Submission is paused. */
        PAUSED,
        /** The device is gone. */
        DEVICE_GONE
    }

    public Unfinished {
        jobs = List.copyOf(jobs);
    }

    /** Returns the job that was queued first. */
    public JobTimes first() {
        return jobs.getFirst();
    }

    /** Returns since when the first of them has been where it is, in nanoseconds. */
    public long sinceNanos() {
        return first().sinceNanos();
    }
}
