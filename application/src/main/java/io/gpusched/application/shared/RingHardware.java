package io.gpusched.application.shared;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of a shared ring, seen from the scheduler: it notes which jobs start, keeps cancelled ones from the hardware, and, for
 * overlapping hardware, times each job.
 *
 * <p>The scheduler's timer is for the job at the head of the pending list, and every start of a job winds it up anew. That is right for
 * hardware that works in order, and wrong for hardware that does not: a call that never returns would be hidden for ever by others that
 * come and go beside it. So whenever the scheduler has wound the timer up, it is set back here to what the oldest job has left.
 */
final class RingHardware implements ForwardingHardware {
    private final Ring<?> ring;
    private final Hardware hardware;
    private final DeviceOnWriter onWriter;
    private final Scheduler scheduler;
    private final TicketList running = new TicketList();
    private final boolean timesEachJob;
    private final Work nextTimeout = new NextTimeout();

    RingHardware(Ring<?> ring, DeviceOnWriter onWriter) {
        this.ring = ring;
        this.hardware = ring.hardware().forDevice();
        this.onWriter = onWriter;
        this.timesEachJob = ring.overlapping() && ring.timeoutNanos() != Scheduler.NO_TIMEOUT;
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
        setTimeout();
        Launch launch = hardware.run(job, completion);
        onWriter.scheduledStages().started(ticket);
        return launch;
    }

    private void setTimeout() {
        SubmittedJob oldest = running.first();
        if (timesEachJob && oldest != null) {
            long dueNanos = Timer.due(oldest.startedNanos(), ring.timeoutNanos());
            onWriter.device().resumeTimeout(scheduler, Math.max(0, dueNanos - onWriter.nanos()));
        }
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

    /** A job that may go on has all of its time again: those that began after it are due before it. */
    private void goesOn(Job job) {
        SubmittedJob oldest = running.first();
        if (oldest != null && oldest.job() == job) {
            oldest.timeFrom(onWriter.nanos());
            running.remove(oldest);
            running.addLast(oldest);
        }
        onWriter.queue(nextTimeout);
    }

    @Override
    public boolean overlaps() {
        return ring.overlapping();
    }

    /** Sets the timeout when the handler is over, which winds it up in its own way. */
    private final class NextTimeout extends Work {
        @Override
        public void run() {
            setTimeout();
        }

        @Override
        public String toString() {
            return "next timeout of " + RingHardware.this;
        }
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
    public void free(Job job) {
        hardware.free(job);
        setTimeout();
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
