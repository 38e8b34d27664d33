package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.ExploredTimer;
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
public final class StateWatch implements Tracepoints {
    private final List<Track> tracks = new ArrayList<>();
    private final List<Entity> entities = new ArrayList<>();
    private final List<RingWatch> rings = new ArrayList<>();
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

    public void watch(Device watched) {
        device = watched;
    }

    /** Says what time it is. */
    public void tellTimeBy(Clock writers) {
        clock = writers;
    }

    /** Says that the scenario keeps nothing to itself. */
    public void hidesNothing() {
        hides = false;
    }

    public RingWatch ring(String name) {
        RingWatch ring = new RingWatch(this, name);
        rings.add(ring);
        return ring;
    }

    public void alsoState(LongSupplier part) {
        parts.add(part);
    }

    /** Notes that something is about to begin. */
    public void begins(Activity activity) {
        if (hides && !activity.isOfScheduler()) {
            secret(8, activity.name());
        }
        if (activity instanceof ExploredTimer timer && timer.kind() == Option.Kind.HARDWARE) {
            for (int i = 0; i < rings.size(); i++) {
                RingWatch ring = rings.get(i);
                if (ring.name.equals(timer.occasion().owner())) {
                    ring.calls = Mix.step(ring.calls, timer.name());
                }
            }
        }
    }

    /** Notes, unless nothing is hidden, what code of the scenario's own may have seen. */
    void secret(long what, long who) {
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

    List<RingWatch> rings() {
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
        others += Mix.step(FenceNames.of(fence), error);
        secret(10, FenceNames.of(fence));
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
