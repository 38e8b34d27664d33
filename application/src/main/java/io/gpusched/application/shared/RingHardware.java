package io.gpusched.application.shared;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of a shared ring, as its scheduler sees it. It forwards to the ring's own hardware, keeps cancelled jobs away from it, and
 * knows which jobs are on the ring. Writer only.
 */
final class RingHardware implements ForwardingHardware {
    private final Ring<?> ring;
    private final Hardware hardware;
    private final DeviceOnWriter onWriter;
    private final Scheduler scheduler;
    private final TicketList running = new TicketList();

    RingHardware(Ring<?> ring, DeviceOnWriter onWriter) {
        this.ring = ring;
        this.hardware = onWriter.recovered(ring.hardware().forDevice());
        this.onWriter = onWriter;
        this.scheduler = onWriter.device().addScheduler(ring.settings(), this);
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
    public Launch run(Job job, Completion completion) {
        // A job that runs again after a reset was noted already, and its scheduled fence has signalled.
        SubmittedJob ticket = job.fences().isScheduled() ? null : onWriter.started(job);
        if (job.fences().finished().error() != null) {
            if (ticket != null) {
                running.addLast(ticket);
            }
            return Launch.Accepted.NOTHING;
        }
        long now = onWriter.nanos();
        if (ticket == null) {
            // Once more, with all of its time.
            SubmittedJob.of(job).timeFrom(now);
            return hardware.run(job, completion);
        }
        ticket.client().waited(now - job.submitNanos());
        ticket.timeFrom(now);
        running.addLast(ticket);
        Launch launch = hardware.run(job, completion);
        onWriter.scheduledStages().started(ticket);
        return launch;
    }

    @Override
    public Verdict timedOut(Job job, Recovery recovery) {
        Verdict verdict = hardware.timedOut(job, recovery);
        switch (verdict) {
            case NO_HANG -> goesOn(job);
            case RESET -> {
                // Those that run again are given to the hardware again.
            }
            case ENODEV -> onWriter.queue(new Loss());
        }
        return verdict;
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
    public void cancel(Job job) {
        if (!job.isSignaled()) {
            hardware.cancel(job);
        }
    }

    @Override
    public @Nullable Fence prepare(Job job) {
        return job.fences().finished().error() == null ? hardware.prepare(job) : null;
    }

    DeviceSnapshot.RingState state() {
        SubmittedJob oldest = running.first();
        return new DeviceSnapshot.RingState(
                ring.name(),
                scheduler.credits().inFlight(),
                scheduler.credits().limit(),
                running.size(),
                oldest == null ? 0 : onWriter.nanos() - oldest.startedNanos(),
                onWriter.device().ignoredCompletions(scheduler));
    }

    @Override
    public String toString() {
        return "ring " + ring.name();
    }
}
