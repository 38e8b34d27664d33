package io.gpusched.application.shared;

import org.jspecify.annotations.Nullable;

/**
 * Jobs of a shared device in order: those that are queued in an entity, or those that are on a ring. Writer only.
 */
final class TicketList {
    private @Nullable SubmittedJob first;
    private @Nullable SubmittedJob last;
    private int size;

    @Nullable
    SubmittedJob first() {
        return first;
    }

    int size() {
        return size;
    }

    void addLast(SubmittedJob job) {
        assert job.list == null : job + " is in a list already";
        job.list = this;
        job.previous = last;
        if (last == null) {
            first = job;
        } else {
            last.next = job;
        }
        last = job;
        size++;
    }

    void addFirst(SubmittedJob job) {
        assert job.list == null : job + " is in a list already";
        job.list = this;
        job.next = first;
        if (first == null) {
            last = job;
        } else {
            first.previous = job;
        }
        first = job;
        size++;
    }

    @Nullable
    SubmittedJob last() {
        return last;
    }

    /** Returns the job before another one of this list, or null. */
    @Nullable
    SubmittedJob before(SubmittedJob job) {
        return job.previous;
    }

    /** Returns the job behind another one of this list, or null. */
    @Nullable
    SubmittedJob after(SubmittedJob job) {
        return following(job);
    }

    void remove(SubmittedJob job) {
        assert job.list == this : job + " is not in this list";
        SubmittedJob before = job.previous;
        SubmittedJob after = following(job);
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
        job.previous = null;
        job.next = null;
        job.list = null;
        size--;
    }

    private static @Nullable SubmittedJob following(SubmittedJob job) {
        return (SubmittedJob) job.next;
    }
}
