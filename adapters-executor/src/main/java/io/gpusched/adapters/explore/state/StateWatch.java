package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Alternative;
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
 * Remembers the part of the past on which the future may depend and which the present state does not show. {@link Fingerprint} reads the
 * present state itself when it is asked for.
 *
 * <p><b>What it keeps, and why.</b>
 *
 * <ul>
 *   <li>For each job ever queued, a hash of what happened to it, in order ({@link Track}). The rules compare what a job does next with what
 *       it did before, so two states in which a job has another past have different futures.
 *   <li>For each ring, a hash of the calls since the ring was last idle ({@link RingWatch}). A ring remembers its jobs; an idle ring has
 *       nothing to remember.
 *   <li>The order in which GPU time was charged and taken stock of, while any is not zero. The averages of the fair policy depend on it.
 *   <li>A sum over the signals of fences that belong to no job, and a hash of the messages.
 *   <li>The <em>secrets</em>, unless the scenario hides nothing: a hash of everything that code of the scenario may have seen, in its order,
 *       with the time. Whatever that code remembers is a function of what it saw, so equal secrets mean equal memories.
 *   <li>The parts that the scenario and the rules add themselves.
 * </ul>
 *
 * <p><b>Its states.</b> It is new with each schedule. {@link #hidesNothing} must come before the first step. After that it only adds up; it
 * never forgets, except that a ring's hash starts anew when the ring is idle, and that a job that was freed or released leaves no more
 * than its own hash.
 *
 * <p><b>What does not count.</b> A false alarm leaves everything as it was, however many there were. Counting them would give a
 * late job infinitely many states. What hardware saw beyond its own ring counts only among the secrets.
 *
 * <p><b>The cost.</b> It is called at every tracepoint, so it mixes a number or two and allocates nothing but one track for each job. It
 * finds a track by walking from the newest job, which is nearly always the one that something happens to.
 */
public final class StateWatch implements Tracepoints {
    private final List<Track> tracks = new ArrayList<>();
    private final List<Entity> entities = new ArrayList<>();
    private final List<RingWatch> rings = new ArrayList<>();
    private final List<LongSupplier> parts = new ArrayList<>(0);
    private @Nullable Device device;
    private final Clock clock;
    private final boolean keepsHistory;
    private boolean hides = true;
    private @Nullable Entity served;
    private long starts;
    private long progress;
    private long unended;
    private long freed;
    private long secrets;
    private long others;
    private long accounts;
    private long messages;

    /** A job, and a hash of what happened to it. */
    static final class Track {
        final Job job;
        long events = 1;
        boolean gone;

        Track(Job job) {
            this.job = job;
        }
    }

    /** Makes the watch of one schedule, on the clock of its writer. */
    public StateWatch(Clock clock) {
        this(clock, true);
    }

    /**
     * Makes the watch of one schedule.
     *
     * @param clock the clock of its writer
     * @param keepsHistory whether what happened to a job counts as state, as rules need it that compare the present with the past. Without it, only
     *     that counts on which the scheduler itself depends, and a job that is gone leaves nothing; so a schedule without end has finitely many states
     */
    public StateWatch(Clock clock, boolean keepsHistory) {
        this.clock = clock;
        this.keepsHistory = keepsHistory;
    }

    /** Tells whether the past of jobs counts as state. */
    public boolean keepsHistory() {
        return keepsHistory;
    }

    /** Returns how many times a job was started so far. */
    public long starts() {
        return starts;
    }

    /** Returns how many jobs were freed so far. */
    public long freed() {
        return freed;
    }

    /** Returns the entity whose job was started last, or null. */
    public @Nullable Entity served() {
        return served;
    }

    /** Returns how many times a job was started, ended or was freed so far: what the time that a job has been on the hardware is read for. */
    public long progress() {
        return progress;
    }

    /** Returns how many jobs were accepted and have not ended. */
    public long unended() {
        return unended;
    }

    /** Returns the jobs that were accepted and have not ended, in the order in which they were queued. */
    public List<Job> unendedJobs() {
        return tracks.stream()
                .map(track -> track.job)
                .filter(job -> !job.fences().finished().isSignaled())
                .toList();
    }

    /** Watches a device. */
    public void watch(Device watched) {
        device = watched;
    }

    /** Lets the secrets of the scenario not count. */
    public void hidesNothing() {
        hides = false;
    }

    /** Returns the watch of a new ring. */
    public RingWatch ring(String name) {
        RingWatch ring = new RingWatch(this, name);
        rings.add(ring);
        return ring;
    }

    /** Adds a part of the state that only its owner can see. */
    public void alsoState(LongSupplier part) {
        parts.add(part);
    }

    /** Takes note that something is about to begin. */
    public void begins(Activity activity) {
        if (hides && !activity.isOfScheduler()) {
            secret(8, activity.name());
        }
        if (activity instanceof ExploredTimer timer && timer.kind() == Alternative.Kind.HARDWARE) {
            for (int i = 0; i < rings.size(); i++) {
                RingWatch ring = rings.get(i);
                if (ring.name.equals(timer.occasion().owner())) {
                    ring.calls = Mix.step(ring.calls, timer.name());
                }
            }
        }
    }

    /** Adds what code of the scenario may have seen, unless it hides nothing. */
    void secret(long what, long who) {
        if (hides) {
            secrets = Mix.step(Mix.step(Mix.step(secrets, what), who), clock.nanos());
        }
    }

    @Nullable
    Device device() {
        return device;
    }

    List<Track> tracks() {
        forgetGone();
        return tracks;
    }

    /** Returns the entities in the order in which they were added; without history, only those that are not closed or still have jobs. */
    public List<Entity> entities() {
        if (!keepsHistory) {
            forgetGone();
            entities.removeIf(this::isGone);
        }
        return entities;
    }

    private boolean isGone(Entity entity) {
        if (!entity.isStopped() || entity.queued() > 0) {
            return false;
        }
        for (Track track : tracks) {
            if (track.job.entity() == entity) {
                return false;
            }
        }
        return true;
    }

    List<RingWatch> rings() {
        return rings;
    }

    List<LongSupplier> parts() {
        return parts;
    }

    /** Returns a hash of what happened to no job in particular. */
    long others() {
        return Mix.step(Mix.step(others, messages), secrets);
    }

    /** Returns a hash of the GPU times that were charged, in order; 0 while all are zero. */
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
        unended++;
        secret(9, job.id());
    }

    /** {@inheritDoc} The fair policy takes stock of the GPU time at this point. */
    @Override
    public void jobRun(Job job) {
        note(job, 1);
        starts++;
        progress++;
        served = job.entity();
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
        progress++;
    }

    @Override
    public void scheduled(JobFences fences) {
        note(fences, 5);
    }

    @Override
    public void finished(JobFences fences) {
        @Nullable Errno error = fences.finished().error();
        note(fences, error == null ? 6 : 7 + error.number());
        unended--;
        progress++;
    }

    @Override
    public void signaled(Fence fence) {
        long error = fence.error() == null ? 0 : fence.error().number();
        others += Mix.step(FenceNumbers.of(fence), error);
        secret(10, FenceNumbers.of(fence));
    }

    /** {@inheritDoc} A false alarm leaves everything as it was: however many there were, the future is the same. */
    @Override
    public void judged(Job job, Verdict verdict) {
        switch (verdict) {
            case RESET -> note(job, -2);
            case ENODEV -> note(job, -3);
            case NO_HANG, KILLED -> {
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
        freed++;
        progress++;
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

    private void forgetGone() {
        if (!keepsHistory) {
            tracks.removeIf(each -> each.gone && each.job.fences().finished().isSignaled());
        }
    }
}
