package io.gpusched.adapters.explore.state;

import io.gpusched.domain.sched.Job;
import java.util.List;

/**
 * Finds in which order the queued jobs were submitted, in time proportional to their number. Policies compare the times of submission with
 * each other and with those of jobs to come, which are now or later.
 */
final class SubmissionOrder {
    private List<StateWatch.Track> tracks = List.of();
    private boolean inOrder;
    private int queuedSoFar;
    private int queuedEarlier;
    private long lastNanos;

    /**
     * Begins to go through all jobs that were ever pushed. They are in the order of their times, except perhaps for a job that is just being
     * pushed.
     */
    void begin(List<StateWatch.Track> all) {
        tracks = all;
        queuedSoFar = 0;
        queuedEarlier = 0;
        lastNanos = Long.MIN_VALUE;
        inOrder = true;
        for (int i = 1; i < all.size() && inOrder; i++) {
            inOrder = all.get(i - 1).job.submitNanos() <= all.get(i).job.submitNanos();
        }
    }

    /** Goes on to the next job. */
    void count(Job job) {
        if (!job.fences().isScheduled()) {
            queuedEarlier = job.submitNanos() == lastNanos ? queuedEarlier : queuedSoFar;
            lastNanos = job.submitNanos();
            queuedSoFar++;
        }
    }

    /** Returns how many queued jobs were submitted before the job that was counted last, twice, plus 1 if that one was submitted now. */
    long before(Job job, long now) {
        return (inOrder ? queuedEarlier : search(job)) * 2L + (job.submitNanos() == now ? 1 : 0);
    }

    private int search(Job job) {
        int count = 0;
        for (int i = 0; i < tracks.size(); i++) {
            Job other = tracks.get(i).job;
            count += !other.fences().isScheduled() && other.submitNanos() < job.submitNanos() ? 1 : 0;
        }
        return count;
    }
}
