package io.gpusched.adapters.explore;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
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
 *
 * <p>Unless the scenario says that it hides nothing, everything that code of the scenario's own may have seen counts in its order, with
 * the time: what that code keeps to itself can be no more than a function of it.
 */
final class StateWatch implements Tracepoints {
    private final List<Track> tracks = new ArrayList<>();
    private final List<Entity> entities = new ArrayList<>();
    private final List<Ring> rings = new ArrayList<>();
    private final List<LongSupplier> parts = new ArrayList<>(0);
    private @Nullable Device device;
    private @Nullable Clock clock;
    private boolean hides = true;
    private long secrets;
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

    /** What one piece of hardware was told since it was last idle, and what it did by itself. */
    final class Ring {
        long calls = 1;
        private final String name;
        private int underWay;

        Ring(String name) {
            this.name = name;
        }

        void run(Job job) {
            note(1, job);
            underWay++;
        }

        void answered(Job job, Launch launch) {
            if (launch != Launch.Accepted.RUNNING) {
                over(job, null);
            }
        }

        void over(Job job, @Nullable Errno error) {
            note(2 + (error == null ? 0 : 8L * error.number()), job);
            if (--underWay <= 0) {
                underWay = 0;
                calls = 1;
            }
        }

        void timedOut(Job job) {
            secret(3, job.id());
        }

        void judged(Job job, Verdict verdict) {
            if (verdict != Verdict.NO_HANG) {
                note(3, job);
            }
        }

        void cancelled(Job job) {
            note(4, job);
        }

        void deadline(Job job, long inNanos) {
            note(5, job);
            calls = Mix.step(calls, inNanos);
        }

        void prepared(Job job) {
            secret(6, job.id());
        }

        void freed(Job job) {
            secret(7, job.id());
        }

        private void note(long what, Job job) {
            calls = Mix.step(Mix.step(calls, what), job.id());
            secret(what, job.id());
        }
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Says what time it is. */
    void tellTimeBy(Clock writers) {
        clock = writers;
    }

    /** Says that the scenario keeps nothing to itself. */
    void hidesNothing() {
        hides = false;
    }

    Ring ring(String name) {
        Ring ring = new Ring(name);
        rings.add(ring);
        return ring;
    }

    void alsoState(LongSupplier part) {
        parts.add(part);
    }

    /** Notes that something is about to begin. */
    void begins(Activity activity) {
        if (hides && !activity.isOfScheduler()) {
            secret(8, activity.name());
        }
        if (activity instanceof ExploredTimer timer && timer.kind() == Option.Kind.HARDWARE) {
            for (int i = 0; i < rings.size(); i++) {
                Ring ring = rings.get(i);
                if (ring.name.equals(timer.occasion().owner())) {
                    ring.calls = Mix.step(ring.calls, timer.name());
                }
            }
        }
    }

    private void secret(long what, long who) {
        if (hides) {
            long now = clock == null ? 0 : clock.nanos();
            secrets = Mix.step(Mix.step(Mix.step(secrets, what), who), now);
        }
    }

    @Nullable
    Device device() {
        return device;
    }

    List<Track> tracks() {
        return tracks;
    }

    List<Entity> entities() {
        return entities;
    }

    List<Ring> rings() {
        return rings;
    }

    List<LongSupplier> parts() {
        return parts;
    }

    /** Returns what happened that is no job's. */
    long others() {
        return Mix.step(Mix.step(others, messages), secrets);
    }

    /** Returns in which order which GPU time was charged, and taken stock of; 0 while it is all zero. */
    long accounts() {
        return accounts;
    }

    private void note(Job job, int what) {
        note(job.fences(), what);
    }

    private void note(JobFences fences, int what) {
        for (int i = tracks.size() - 1; i >= 0; i--) {
            Track track = tracks.get(i);
            if (track.job.fences() == fences) {
                track.events = Mix.step(track.events, what);
                secret(what, fences.jobId());
                return;
            }
        }
    }

    @Override
    public void entityAdded(Entity entity) {
        entities.add(entity);
    }

    @Override
    public void jobQueued(Job job) {
        tracks.add(new Track(job));
        secret(9, job.id());
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
        @Nullable Errno error = fences.finished().error();
        note(fences, error == null ? 6 : 7 + error.number());
    }

    @Override
    public void signaled(Fence fence) {
        long error = fence.error() == null ? 0 : fence.error().number();
        others += Mix.step(Fingerprint.name(fence), error);
        secret(10, Fingerprint.name(fence));
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
        secret(11, scheduler.id());
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        messages = Mix.step(messages, -number(scheduler, message));
        secret(12, scheduler.id());
    }

    private static long number(Scheduler scheduler, Message message) {
        long content = message.getClass().isHidden() ? 0 : Mix.name(message.toString());
        return Mix.step(content, scheduler.id());
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
