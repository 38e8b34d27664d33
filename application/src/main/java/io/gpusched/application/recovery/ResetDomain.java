package io.gpusched.application.recovery;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.NamedAction;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.RecoveryAttempt;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Resettable;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rings that are recovered together, and what is being done about a hang on one of them. Writer only.
 *
 * <p>One recovery is under way at a time. It goes up the steps of its {@link RecoveryPlan} until one helps:
 *
 * <ol> <li>The job that hangs is blamed, once, whatever the steps are. <li>A step of a ring stops that ring, one of the device all rings of
 * the domain; what is on a stopped ring is lost. Cancelling a job stops nothing. <li>When the time of the step is over, it has failed, and the
 * next one begins; or it has helped, and every ring that was stopped gets its jobs again and is started. <li>After the last step has failed
 * the device is gone: all jobs end with ENODEV, those that come later too, until the device is back. </ol>
 *
 * <p>Linux waits inside the timeout handler while the hardware is reset, and a work queue for all rings of the domain keeps other handlers
 * waiting. One writer must not wait. So the handler returns when the first step has begun, timers end the steps, and the timeouts of stopped
 * rings are suspended. A timeout on another ring of the domain is answered with "no hang" meanwhile, and comes again if nothing helps.
 *
 * <p>A stopped ring must not be started by anybody else before the recovery is over. That holds in Linux too.
 *
 * @kernel amdgpu_job_timedout(), amdgpu_device_gpu_recover(), struct amdgpu_reset_domain
 */
public final class ResetDomain {
    private final Device device;
    private final Writer writer;
    private final RecoveryPlan plan;
    private final List<DomainRing> rings = new ArrayList<>();
    private final Forgiveness forgiveness;
    private final int[] tries;
    private final Timer stepIsOver;
    private @Nullable Hang hang;
    private int step;
    private boolean gone;

    /** A job that hangs on one of the rings. */
    private record Hang(DomainRing ring, Job job) {}

    /**
     * Makes a domain without rings.
     *
     * @param writer the device's writer, for time
     */
    public ResetDomain(Device device, Writer writer, RecoveryPlan plan) {
        this.device = device;
        this.writer = writer;
        this.plan = plan;
        this.tries = new int[plan.steps().size()];
        this.forgiveness = new Forgiveness(device, writer.timers(), plan.forgivenAfterNanos());
        this.stepIsOver =
                writer.timers().timer(new NamedAction("end of a recovery step of " + plan.name(), this::endStep));
    }

    /**
     * Adds the ring of the scheduler that is added to the device next.
     *
     * @return the hardware to add the scheduler with: the ring's own, whose timeouts are handled here
     */
    public Hardware addRing(Resettable hardware) {
        return addRing(hardware, null);
    }

    /**
     * Adds the ring of the scheduler that is added to the device next.
     *
     * @param attempt does the steps for hangs of this ring; null if time and failures are those of the plan
     * @return the hardware to add the scheduler with: the ring's own, whose timeouts are handled here
     */
    public Hardware addRing(Resettable hardware, @Nullable RecoveryAttempt attempt) {
        DomainRing ring = new DomainRing(this, hardware, attempt);
        rings.add(ring);
        return ring;
    }

    /**
     * Ends the recovery of a ring whose scheduler is about to be destroyed: what was lost from it ends as cancelled. The other rings go on
     * with theirs.
     *
     * @param scheduler the id of the scheduler
     */
    public void leave(int scheduler) {
        for (DomainRing each : rings) {
            if (each.id() == scheduler) {
                each.start(false, Errno.ECANCELED);
            }
        }
    }

    /**
     * Tells whether a ring of this domain is stopped by a recovery.
     *
     * @param scheduler the id of the scheduler
     */
    public boolean isStopped(int scheduler) {
        return rings.stream().anyMatch(each -> each.id() == scheduler && each.isStopped());
    }

    /** Returns the plan. */
    public RecoveryPlan plan() {
        return plan;
    }

    /** Tells whether the device is gone. */
    public boolean isGone() {
        return gone;
    }

    /** Returns a number that is equal for states with the same future. */
    public long state() {
        long sum = step + (gone ? 64 : 0) + (hang == null ? 0 : 128L * (1 + hang.job.id()));
        for (int each : tries) {
            sum = sum * 31 + each;
        }
        for (DomainRing each : rings) {
            sum = sum * 31 + each.state();
        }
        return sum;
    }

    /** The first step begins inside of the handler, and ends there if it takes no time. */
    Verdict timedOut(DomainRing ring, Job job, Recovery recovery) {
        if (hang != null || gone || (plan.progressCounts() && ring.hardware().isProgressing(job))) {
            return Verdict.NO_HANG;
        }
        hang = new Hang(ring, job);
        step = 0;
        ring.handles(recovery);
        boolean stops = stepRung() != Rung.CANCEL_JOB;
        if (stops) {
            stopRings();
        }
        recovery.increaseKarma();
        forgiveness.blamed(job.entity());
        beginStep();
        boolean stopped = ring.wasStopped();
        ring.handles(null);
        return stopped ? Verdict.RESET : Verdict.NO_HANG;
    }

    private Rung stepRung() {
        return step < tries.length ? plan.steps().get(step).rung() : Rung.DEVICE_GONE;
    }

    private List<DomainRing> concerned() {
        Hang current = requireHang();
        return stepRung().compareTo(Rung.RESET_DEVICE) < 0 ? List.of(current.ring()) : rings;
    }

    private Hang requireHang() {
        Hang current = hang;
        if (current == null) {
            throw new IllegalStateException("no recovery of " + plan.name() + " is under way");
        }
        return current;
    }

    private void stopRings() {
        concerned().forEach(DomainRing::stop);
        concerned().forEach(each -> each.hardware().clear());
    }

    private void beginStep() {
        report(Progress.BEGUN);
        if (stepRung() == Rung.DEVICE_GONE) {
            giveUp();
            return;
        }
        long nanos = plan.steps().get(step).nanos();
        RecoveryAttempt attempt = requireHang().ring().attempt();
        if (attempt != null) {
            concerned().forEach(DomainRing::suspendTimeout);
            attempt.begin(stepRung(), helped -> writer.mailbox().post(() -> endStep(!helped)));
        } else if (nanos == 0) {
            endStep();
        } else {
            concerned().forEach(DomainRing::suspendTimeout);
            stepIsOver.arm(nanos);
        }
    }

    private void endStep() {
        endStep(fails());
    }

    private void endStep(boolean fails) {
        Hang current = requireHang();
        boolean cancels = stepRung() == Rung.CANCEL_JOB;
        boolean endedByItself = cancels && current.job().isSignaled();
        if (!endedByItself && fails) {
            report(Progress.FAILED);
            step++;
            if (stepRung() != Rung.CANCEL_JOB) {
                stopRings();
            }
            beginStep();
            return;
        }
        report(Progress.SUCCEEDED);
        if (plan.steps().get(step).losesContents()) {
            concerned().forEach(DomainRing::loseContents);
        }
        hang = null;
        if (cancels) {
            current.ring().hardware().end(current.job(), Errno.ETIMEDOUT);
        }
        // A ring that was stopped by an earlier step is stopped still.
        rings.forEach(each -> each.start(plan.resubmits(), null));
    }

    /** Tells whether this try of the step is one of those that fail; each is counted, unless all do. */
    private boolean fails() {
        int failures = plan.steps().get(step).failures();
        if (failures == RecoveryStep.ALWAYS) {
            return true;
        }
        boolean fails = tries[step] < failures;
        tries[step] += fails ? 1 : 0;
        return fails;
    }

    private void giveUp() {
        gone = true;
        hang = null;
        rings.forEach(each -> each.start(false, Errno.ENODEV));
        if (plan.backAfterNanos() != Nanos.NEVER) {
            writer.timers()
                    .timer(new NamedAction("return of " + plan.name(), this::comeBack))
                    .arm(plan.backAfterNanos());
        }
    }

    private void comeBack() {
        gone = false;
        rings.forEach(DomainRing::loseContents);
        rings.forEach(each -> each.report(new RecoveryStage(Rung.DEVICE_GONE, Progress.SUCCEEDED)));
    }

    private void report(Progress progress) {
        RecoveryStage stage = new RecoveryStage(stepRung(), progress);
        concerned().forEach(each -> each.report(stage));
    }

    Device device() {
        return device;
    }

    long nanos() {
        return writer.clock().nanos();
    }

    @Override
    public String toString() {
        return "reset domain " + plan.name();
    }
}
