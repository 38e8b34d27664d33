package io.gpusched.domain.sched;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs on the hardware, and those that have finished but are not freed yet, in the order in which they started.
 *
 * <p>A job enters when it goes to the hardware. It leaves when it is freed, while the timeout handler looks at it, and at a teardown.
 * The links of the list are fields of the jobs: a job is in one list at a time, so a list of nodes would only cost memory.
 *
 * <p>The list also decides which job is freed next and which one the timeout is for. There are two kinds of hardware, and here is the
 * only place that tells them apart:
 *
 * <ul>
 *   <li><b>In order</b>, as Linux has it: one job follows the other, so a job that finished early is freed behind those that started
 *       before it. The next job then counts as started when the one before it finished. The timeout is for the first job. Each start of
 *       a job and each retirement gives that job all of its time again, so nothing needs to be known of the time that has passed.
 *   <li><b>Overlapping</b>: jobs run side by side, as remote calls do. A job is freed when it has finished, wherever it stands. The
 *       timeout is for the unfinished job that started first, and it counts from the start of that job. With Linux's rule a call that
 *       never returns would be hidden for ever by others that come and go.
 * </ul>
 *
 * <p>Where jobs overlap, a job counts as started when its scheduled fence signalled. Two things give a job all of its time again: a run
 * after a reset, and a false alarm. Both are rare, so jobs have no field for it; a map keeps the exceptions. The list stays sorted by the
 * time from which each job counts: a job that is put back after a false alarm goes to the end.
 *
 * @kernel drm_gpu_scheduler.pending_list
 */
public final class PendingList {
    private final boolean overlapping;
    private @Nullable Job first;
    private @Nullable Job last;
    private int size;
    /** The jobs that were given all of their time again, and when; null before the first. */
    private @Nullable Map<Job, Long> timedAnew;

    /** Makes an empty list for hardware that runs its jobs in order, or side by side. */
    PendingList(boolean overlapping) {
        this.overlapping = overlapping;
    }

    /** Tells whether the jobs run side by side on the hardware. */
    public boolean isOverlapping() {
        return overlapping;
    }

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
        return !job.inQueue && (job == first || job.previous != null);
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
     * Puts a job at the head: a stop does that with the job that the timeout handler looks at.
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

    /**
     * Puts a job back after a false alarm. It has all of its time again; where jobs overlap, the others are then due before it.
     *
     * @param nowNanos the time on the device's clock
     * @throws IllegalStateException if it is in a list already
     */
    public void putBack(Job job, long nowNanos) {
        if (overlapping) {
            addLast(job);
            timeAnew(job, nowNanos);
        } else {
            addFirst(job);
        }
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
        if (timedAnew != null) {
            timedAnew.remove(job);
        }
    }

    /**
     * Takes a job off the list that is to be freed. In order, that is the first one if it has finished. The next one then counts as started
     * when this one finished, even if it has finished before that: durations can be negative. Where jobs overlap, it is the first one that
     * has finished, wherever it stands.
     *
     * @return the finished job, or null if there is none to be freed
     * @kernel drm_sched_get_finished_job()
     */
    public @Nullable Job removeFinished() {
        Job job = first;
        while (overlapping && job != null && !job.fences().finished().isSignaled()) {
            job = job.next;
        }
        if (job == null || !job.fences().finished().isSignaled()) {
            return null;
        }
        remove(job);
        if (!overlapping && first != null && first.fences().isScheduled()) {
            first.fences().restampScheduled(job.fences().finished().timestampNanos());
        }
        return job;
    }

    /** Returns the job that the timeout is for: the first one; where jobs overlap, the first that has not finished. Null if there is none. */
    public @Nullable Job firstToTimeOut() {
        Job job = first;
        while (overlapping && job != null && job.fences().finished().isSignaled()) {
            job = job.next;
        }
        return job;
    }

    /**
     * Returns how much of its time a job has used.
     *
     * @param nowNanos the time on the device's clock
     * @return nanoseconds; always 0 for jobs in order, whose timeout begins anew with each start and each retirement
     */
    public long usedNanos(Job job, long nowNanos) {
        if (!overlapping) {
            return 0;
        }
        Long anew = timedAnew == null ? null : timedAnew.get(job);
        if (anew != null) {
            return nowNanos - anew;
        }
        return job.fences().isScheduled() ? nowNanos - job.fences().scheduledNanos() : 0;
    }

    /** Gives a job all of its time again, from now on. */
    public void timeAnew(Job job, long nowNanos) {
        if (overlapping) {
            if (timedAnew == null) {
                timedAnew = new LinkedHashMap<>();
            }
            timedAnew.put(job, nowNanos);
        }
    }

    private void enter(Job job) {
        if (contains(job) || job.next != null) {
            throw new IllegalStateException(job + " is in a list already");
        }
        size++;
    }
}
