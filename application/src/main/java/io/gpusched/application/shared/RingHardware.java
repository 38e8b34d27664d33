package io.gpusched.application.shared;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of a shared ring, as its scheduler sees it. It forwards to the ring's own hardware, knows which jobs are on the ring, and keeps
 * the limits that a ring may have beside those of the scheduler: a rate, a limit that adapts, and credits that a job which was given up keeps.
 * Writer only.
 */
final class RingHardware implements ForwardingHardware {
    private final Ring<?> ring;
    private final Hardware hardware;
    private final DeviceOnWriter onWriter;
    private final Scheduler scheduler;
    private final TicketList running = new TicketList();
    private final @Nullable HeldJobs held;
    private final @Nullable StartRate startRate;
    private final @Nullable AdaptiveLimit adaptive;
    private final @Nullable Requeue requeue;

    RingHardware(Ring<?> ring, DeviceOnWriter onWriter) {
        RingSettings settings = ring.settings();
        this.ring = ring;
        this.hardware = onWriter.recovered(ring.hardware().forDevice());
        this.onWriter = onWriter;
        this.scheduler = onWriter.device().addScheduler(settings.scheduler(), this);
        Hold hold = settings.hold();
        this.held = hold == null ? null : new HeldJobs(hold, onWriter, hardware);
        Rate rate = settings.rate();
        this.startRate = rate == null ? null : new StartRate(rate, onWriter, scheduler);
        AdaptiveLimit.Settings found = settings.adaptive();
        this.adaptive = found == null ? null : new AdaptiveLimit(found, settings.credits());
        this.requeue = settings.requeues() ? new Requeue(running, scheduler, onWriter) : null;
    }

    @Override
    public Hardware hardware() {
        return hardware;
    }

    /** {@inheritDoc} A ring belongs to one device. */
    @Override
    public Hardware forDevice() {
        return this;
    }

    Ring<?> ring() {
        return ring;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    TicketList running() {
        return running;
    }

    @Override
    public Launch run(HardwareJob view, Completion completion) {
        Job job = Job.of(view);
        // A job that runs again after a reset was noted already, and its scheduled fence has signalled.
        SubmittedJob ticket = job.fences().isScheduled() ? null : onWriter.started(job);
        if (job.error() != null) {
            if (ticket != null) {
                running.addLast(ticket);
            }
            return Launch.Accepted.NOTHING;
        }
        long now = onWriter.nanos();
        if (ticket == null) {
            // Once more, with all of its time.
            SubmittedJob.of(job).timeFrom(now);
            return watched("run", () -> hardware.run(job, completion));
        }
        ticket.client().waited(now, job.submitNanos());
        ticket.timeFrom(now);
        running.addLast(ticket);
        Launch launch = onWriter.watch() == null
                ? hardware.run(job, completion)
                : watched("run", () -> hardware.run(job, completion));
        onWriter.scheduledStages().started(ticket);
        if (startRate != null) {
            startRate.started();
        }
        return launch;
    }

    /** Calls the hardware, and lets the watch of the device, if there is one, see for how long. */
    private <T> T watched(String call, Supplier<T> body) {
        WriterWatch watch = onWriter.watch();
        if (watch == null) {
            return body.get();
        }
        WriterWatch.Watched outer = watch.enter(call + " on ring " + ring.name());
        try {
            return body.get();
        } finally {
            watch.leave(outer);
        }
    }

    @Override
    public Verdict timedOut(HardwareJob view, Recovery recovery) {
        Job job = Job.of(view);
        if (held != null) {
            if (held.contains(job)) {
                return Verdict.NO_HANG;
            }
            holdOn(SubmittedJob.of(job), job, Errno.ETIMEDOUT);
            if (isFunction()) {
                return Verdict.NO_HANG;
            }
        }
        Verdict verdict = watched("timedOut", () -> hardware.timedOut(job, recovery));
        switch (verdict) {
            case NO_HANG, KILLED -> goesOn(job);
            case RESET -> {
                // Those that run again are given to the hardware again.
            }
            case ENODEV -> onWriter.queue(new Loss());
        }
        return verdict;
    }

    private boolean isFunction() {
        return ring instanceof CallRing;
    }

    /** Ends a running job for its submitter, and lets it keep its credits until the backend lets go of it. */
    private void holdOn(SubmittedJob ticket, Job job, Errno error) {
        if (held != null) {
            held.add(ticket, job, error);
            onWriter.endEarly(ticket, error);
        }
    }

    /** Ends a running job, because its submitter gave it up. */
    void giveUp(SubmittedJob ticket, Job job) {
        if (held == null) {
            onWriter.device().cancel(job);
            return;
        }
        holdOn(ticket, job, Errno.ECANCELED);
        if (!isFunction()) {
            onWriter.device().cancel(job);
        }
    }

    /** A job that may go on has all of its time again, so it is no longer the oldest. */
    private void goesOn(Job job) {
        SubmittedJob oldest = running.first();
        if (oldest != null && oldest.job() == job) {
            oldest.timeFrom(onWriter.nanos());
            running.remove(oldest);
            running.addLast(oldest);
        }
    }

    @Override
    public boolean overlaps() {
        if (!isFunction() && hardware.overlaps() != ring.overlapping()) {
            throw new IllegalStateException("hardware of ring " + ring.name() + " said overlaps() is "
                    + ring.overlapping() + " and now says the opposite; it is always the same");
        }
        return ring.overlapping();
    }

    /** The hardware is gone. */
    private final class Loss extends Work {
        @Override
        public void run() {
            onWriter.lose(RingHardware.this);
        }

        @Override
        public String toString() {
            return "loss of " + RingHardware.this;
        }
    }

    @Override
    public void cancel(HardwareJob job) {
        if (!Job.of(job).isSignaled()) {
            hardware.cancel(job);
        }
    }

    @Override
    public void free(HardwareJob job) {
        if (held != null) {
            held.remove(Job.of(job));
        }
        hardware.free(job);
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        return job.error() == null ? hardware.prepare(job) : null;
    }

    /** A job of the ring has ended: the adaptive limit, if there is one, takes note of how. */
    void ended(SubmittedJob ticket, @Nullable Errno error) {
        if (adaptive == null || !ticket.hasStarted() || error == Errno.ECANCELED) {
            return;
        }
        // The credits of the job were given back before its ticket ends.
        int inFlight = Math.min(scheduler.credits().limit(), scheduler.credits().inFlight() + 1);
        int limit = adaptive.ended(onWriter.nanos() - ticket.startedNanos(), error != null, inFlight);
        if (limit != scheduler.credits().limit()) {
            onWriter.device().setCreditLimit(scheduler, limit);
        }
    }

    /** Lets running jobs make room for a more urgent one that is next, if the ring allows that. */
    void makeRoomFor(Job urgent) {
        if (requeue != null) {
            requeue.makeRoomFor(urgent);
        }
    }

    DeviceSnapshot.RingState state() {
        SubmittedJob oldest = running.first();
        return new DeviceSnapshot.RingState(
                ring.name(),
                scheduler.credits().inFlight(),
                scheduler.credits().limit(),
                running.size(),
                oldest == null ? 0 : onWriter.nanos() - oldest.startedNanos(),
                onWriter.device().ignoredCompletions(scheduler),
                held == null ? 0 : held.size(),
                held == null ? 0 : held.givenUp(),
                requeue == null ? 0 : requeue.count(),
                holders());
    }

    /** Returns who holds the credits: the running jobs in the order in which they started, then those that were given up. */
    private Vector<DeviceSnapshot.CreditHolder> holders() {
        List<DeviceSnapshot.CreditHolder> all = new ArrayList<>();
        for (SubmittedJob each = running.first(); each != null; each = running.after(each)) {
            all.add(new DeviceSnapshot.CreditHolder(
                    each.entity(), each.id(), each.requireJob().credits(), each.startedNanos(), false));
        }
        if (held != null) {
            held.addTo(all);
        }
        return Vector.ofAll(all);
    }

    @Override
    public String toString() {
        return "ring " + ring.name();
    }
}
