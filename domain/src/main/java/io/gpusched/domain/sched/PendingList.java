package io.gpusched.domain.sched;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the hardware and those that are done but not freed yet, in the order in which they were started.
 *
 * @kernel drm_gpu_scheduler.pending_list
 */
public final class PendingList {
    private @Nullable Job first;
    private @Nullable Job last;
    private int size;

    /** Tells whether no job is pending. */
    public boolean isEmpty() {
        return first == null;
    }

    /** Returns how many jobs are pending. */
    public int size() {
        return size;
    }

    /** Returns the job that started first, or null. */
    public @Nullable Job first() {
        return first;
    }

    /** Returns the job that started last, or null. */
    public @Nullable Job last() {
        return last;
    }

    /** Returns the job that started after another, or null. */
    public @Nullable Job after(Job job) {
        assert contains(job);
        return job.next;
    }

    /** Returns the job that started before another, or null. */
    public @Nullable Job before(Job job) {
        assert contains(job);
        return job.previous;
    }

    /** Returns the jobs as they are now, in the order in which they started. */
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>(size);
        for (Job job = first; job != null; job = job.next) {
            jobs.add(job);
        }
        return Collections.unmodifiableList(jobs);
    }

    /** Tells whether a job is in the list. */
    public boolean contains(Job job) {
        return job == first || job.previous != null;
    }

    /**
     * Appends a job that goes to the hardware.
     *
     * @throws IllegalStateException if it is in a list already
     */
    public void addLast(Job job) {
        enter(job);
        job.previous = last;
        if (last == null) {
            first = job;
        } else {
            last.next = job;
        }
        last = job;
    }

    /**
     * Puts back a job that the timeout handler had taken off.
     *
     * @throws IllegalStateException if it is in a list already
     */
    public void addFirst(Job job) {
        enter(job);
        job.next = first;
        if (first == null) {
            last = job;
        } else {
            first.previous = job;
        }
        first = job;
    }

    /** Takes a job off the list. */
    public void remove(Job job) {
        assert contains(job) : job + " is not pending";
        Job before = job.previous;
        Job after = job.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        job.next = null;
        job.previous = null;
        size--;
    }

    /**
     * Takes the first job off the list if it has finished. The next one then counts as started when this one finished, even if
     * it has finished before that: durations can be negative.
     *
     * @return the finished job, or null if there is none at the head
     * @kernel drm_sched_get_finished_job()
     */
    public @Nullable Job removeFinishedHead() {
        Job head = first;
        if (head == null || !head.fences().finished().isSignaled()) {
            return null;
        }
        remove(head);
        if (first != null && first.fences().isScheduled()) {
            first.fences().restampScheduled(head.fences().finished().timestampNanos());
        }
        return head;
    }

    /**
     * Takes the first job off the list that has finished, wherever it stands: for hardware whose jobs overlap, where none waits for the
     * end of another, and each has the time to itself from its own start.
     *
     * @return the finished job, or null if there is none
     */
    public @Nullable Job removeFinished() {
        Job job = first;
        while (job != null && !job.fences().finished().isSignaled()) {
            job = job.next;
        }
        if (job != null) {
            remove(job);
        }
        return job;
    }

    /** Returns the first job that has not finished, or null. */
    public @Nullable Job firstUnfinished() {
        Job job = first;
        while (job != null && job.fences().finished().isSignaled()) {
            job = job.next;
        }
        return job;
    }

    private void enter(Job job) {
        if (contains(job) || job.next != null) {
            throw new IllegalStateException(job + " is in a list already");
        }
        size++;
    }
}
