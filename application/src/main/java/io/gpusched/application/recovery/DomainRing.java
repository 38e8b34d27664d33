package io.gpusched.application.recovery;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.RecoveryAttempt;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Resettable;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/** One of the rings of a {@link ResetDomain}. Writer only. */
final class DomainRing implements ForwardingHardware {
    private static final long NOTHING_LOST = -1;

    private final ResetDomain domain;
    private final Resettable hardware;
    private final @Nullable RecoveryAttempt attempt;
    private final int id;
    private @Nullable Recovery handler;
    private boolean stopped;
    private boolean stoppedInHandler;
    private boolean suspended;
    private long lostBeforeNanos = NOTHING_LOST;

    DomainRing(ResetDomain domain, Resettable hardware, @Nullable RecoveryAttempt attempt) {
        this.attempt = attempt;
        this.domain = domain;
        this.hardware = hardware;
        this.id = domain.device().schedulers().size();
    }

    @Override
    public Resettable hardware() {
        return hardware;
    }

    /** {@inheritDoc} A domain belongs to one device. */
    @Override
    public DomainRing forDevice() {
        return this;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (domain.isGone()) {
            return new Launch.Refused(Errno.ENODEV);
        }
        if (job.submitNanos() <= lostBeforeNanos) {
            return new Launch.Refused(Errno.ECANCELED);
        }
        return hardware.run(job, completion);
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        return domain.timedOut(this, Job.of(job), recovery);
    }

    @Nullable
    RecoveryAttempt attempt() {
        return attempt;
    }

    int id() {
        return id;
    }

    /** Inside of the timeout handler its own recovery is used, which knows the job. */
    void handles(@Nullable Recovery recovery) {
        handler = recovery;
        stoppedInHandler = false;
    }

    /** Tells whether the ring was stopped inside of the timeout handler. */
    boolean wasStopped() {
        return stoppedInHandler;
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        if (!stopped && isThere()) {
            stopped = true;
            stoppedInHandler = true;
            recovery().stop();
        }
    }

    void start(boolean resubmits, @Nullable Errno error) {
        boolean wasStopped = stopped;
        stopped = false;
        boolean wasSuspended = suspended;
        suspended = false;
        if (!isThere()) {
            return;
        }
        if (wasStopped && resubmits) {
            recovery().resubmit();
        }
        if (wasSuspended) {
            device().resumeTimeout(scheduler(), scheduler().timeoutNanos());
        }
        if (wasStopped) {
            recovery().start(error);
        }
    }

    void suspendTimeout() {
        if (!suspended && isThere()) {
            suspended = true;
            device().suspendTimeout(scheduler());
        }
    }

    /** Jobs that were queued up to now have nothing to work on any more. @kernel amdgpu_job.vram_lost_counter */
    void loseContents() {
        lostBeforeNanos = domain.nanos();
    }

    void report(RecoveryStage stage) {
        if (isThere()) {
            device().recovering(scheduler(), stage);
        }
    }

    long state() {
        return (stopped ? 1 : 0) + (suspended ? 2 : 0) + (lostBeforeNanos == NOTHING_LOST ? 0 : 4 + lostBeforeNanos);
    }

    private Recovery recovery() {
        Recovery own = handler;
        return own == null ? device().recovery(scheduler(), null) : own;
    }

    private boolean isThere() {
        return !device().isTornDown(scheduler());
    }

    private Scheduler scheduler() {
        return device().schedulers().get(id);
    }

    private Device device() {
        return domain.device();
    }

    @Override
    public String toString() {
        return "ring " + id + " of " + domain;
    }
}
