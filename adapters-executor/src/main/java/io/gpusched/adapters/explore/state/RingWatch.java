package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash of the calls to one piece of hardware since it was last idle, and of what it did by itself. Where no history counts, the jobs that are on
 * it, in the order in which they were given to it last.
 */
public final class RingWatch {
    private final StateWatch watch;
    long calls = 1;
    final String name;
    private int underWay;
    private final List<Job> jobs = new ArrayList<>(2);

    RingWatch(StateWatch watch, String name) {
        this.watch = watch;
        this.name = name;
    }

    /** The hardware receives a job. */
    public void run(Job job) {
        note(1, job);
        underWay++;
        jobs.remove(job);
        jobs.add(job);
    }

    /** The hardware has answered. */
    public void answered(Job job, Launch launch) {
        if (launch != Launch.Accepted.RUNNING) {
            over(job, null);
        }
    }

    /** The hardware is done with a job. */
    public void over(Job job, @Nullable Errno error) {
        note(2 + (error == null ? 0 : 8L * error.number()), job);
        jobs.remove(job);
        if (--underWay <= 0) {
            underWay = 0;
            calls = 1;
        }
    }

    /** The timeout handler begins. */
    public void timedOut(Job job) {
        watch.secret(3, job.id());
    }

    /** The timeout handler has returned. */
    public void judged(Job job, Verdict verdict) {
        if (!verdict.putsBack()) {
            note(3, job);
        }
    }

    /** The hardware learns that a job is cancelled. */
    public void cancelled(Job job) {
        note(4, job);
    }

    /** The hardware receives a deadline, in nanoseconds from now. */
    public void deadline(Job job, long inNanos) {
        note(5, job);
        calls = Mix.step(calls, inNanos);
    }

    /** The hardware is asked what a job must wait for. */
    public void prepared(Job job) {
        watch.secret(6, job.id());
    }

    /** The hardware frees a job. */
    public void freed(Job job) {
        watch.secret(7, job.id());
    }

    /** Returns what there is to remember. */
    long state() {
        if (watch.keepsHistory()) {
            return calls;
        }
        long sum = 1;
        for (int i = 0; i < jobs.size(); i++) {
            sum = Mix.step(sum, jobs.get(i).id());
        }
        return sum;
    }

    private void note(long what, Job job) {
        calls = Mix.step(Mix.step(calls, what), job.id());
        watch.secret(what, job.id());
    }
}
