package io.gpusched.adapters.explore;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a fingerprint of the state needs and the state itself does not show: what happened to each job, in order, and what each
 * ring was told since it was last idle. The rest is read when it is asked for, by {@link Fingerprint}.
 */
final class StateWatch implements Tracepoints {
    private final List<Track> tracks = new ArrayList<>();
    private final List<Ring> rings = new ArrayList<>();
    private final List<LongSupplier> parts = new ArrayList<>(0);
    private @Nullable Device device;
    private long others;
    private long accounts;
    private long messages;

    /** What happened to one job, in order. */
    static final class Track {
        final Job job;
        long events = 1;
        boolean gone;

        Track(Job job) {
            this.job = job;
        }
    }

    /** What one piece of hardware was told since it was last idle; hardware is taken to be a function of that and of time. */
    static final class Ring {
        long calls = 1;
        private int underWay;

        void run(Job job) {
            note(1, job);
            underWay++;
        }

        void answered(Job job, Launch launch) {
            if (launch != Launch.Accepted.RUNNING) {
                over(job);
            }
        }

        void over(Job job) {
            note(2, job);
            if (--underWay <= 0) {
                underWay = 0;
                calls = 1;
            }
        }

        void judged(Job job, Verdict verdict) {
            if (verdict != Verdict.NO_HANG) {
                note(3, job);
            }
        }

        void cancelled(Job job) {
            note(4, job);
        }

        void deadline(Job job) {
            note(5, job);
        }

        private void note(int what, Job job) {
            calls = Mix.step(calls, what + job.id() * 8);
        }
    }

    void watch(Device watched) {
        device = watched;
    }

    Ring ring() {
        Ring ring = new Ring();
        rings.add(ring);
        return ring;
    }

    void alsoState(LongSupplier part) {
        parts.add(part);
    }

    @Nullable
    Device device() {
        return device;
    }

    List<Track> tracks() {
        return tracks;
    }

    List<Ring> rings() {
        return rings;
    }

    List<LongSupplier> parts() {
        return parts;
    }

    /** Returns what happened that is no job's. */
    long others() {
        return others + messages;
    }

    /** Returns in which order which GPU time was charged, and taken stock of; 0 while it is all zero. */
    long accounts() {
        return accounts;
    }

    private void note(Job job, int what) {
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            if (track.job == job) {
                track.events = Mix.step(track.events, what);
                return;
            }
        }
    }

    private void note(JobFences fences, int what) {
        for (int i = 0; i < tracks.size(); i++) {
            Track track = tracks.get(i);
            if (track.job.fences() == fences) {
                track.events = Mix.step(track.events, what);
                return;
            }
        }
    }

    @Override
    public void jobQueued(Job job) {
        tracks.add(new Track(job));
    }

    /** {@inheritDoc} The fair policy takes stock of the GPU time at this point. */
    @Override
    public void jobRun(Job job) {
        note(job, 1);
        if (accounts != 0) {
            accounts = Mix.step(accounts, job.id());
        }
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        note(job, launch == Launch.Accepted.RUNNING ? 2 : 3);
    }

    @Override
    public void jobDone(Job job) {
        note(job, 4);
    }

    @Override
    public void scheduled(JobFences fences) {
        note(fences, 5);
    }

    @Override
    public void finished(JobFences fences) {
        note(
                fences,
                fences.finished().error() == null
                        ? 6
                        : 7 + fences.finished().error().number());
    }

    @Override
    public void signaled(Fence fence) {
        others += Mix.spread(fence.context() * 64 + fence.seqno());
    }

    @Override
    public void timeoutMoved(Scheduler scheduler) {
        others += Mix.spread(-1 - scheduler.id());
    }

    /** {@inheritDoc} A false alarm leaves everything as it was: however many there were, the future is the same. */
    @Override
    public void judged(Job job, Verdict verdict) {
        switch (verdict) {
            case RESET -> note(job, -2);
            case ENODEV -> note(job, -3);
            case NO_HANG -> {
                // See above.
            }
        }
    }

    @Override
    public void released(Job job) {
        note(job, -8);
        gone(job);
    }

    @Override
    public void cancelled(Job job) {
        note(job, -9);
    }

    @Override
    public void freed(Job job) {
        note(job, -10);
        charge(job.fences());
        gone(job);
    }

    @Override
    public void messageSent(Scheduler scheduler, Message message) {
        messages = Mix.step(messages, number(scheduler, message));
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        messages = Mix.step(messages, -number(scheduler, message));
    }

    private static long number(Scheduler scheduler, Message message) {
        long content = message.getClass().isHidden() ? 0 : message.toString().hashCode();
        return (content << 8) + scheduler.id() + 1;
    }

    private void charge(JobFences fences) {
        if (fences.isScheduled() && fences.finished().isSignaled()) {
            long durationNanos = fences.finished().timestampNanos() - fences.scheduledNanos();
            if (accounts != 0 || durationNanos != 0) {
                accounts = Mix.step(Mix.step(accounts, fences.jobId()), durationNanos);
            }
        }
    }

    private void gone(Job job) {
        for (Track each : tracks) {
            each.gone |= each.job == job;
        }
    }
}
