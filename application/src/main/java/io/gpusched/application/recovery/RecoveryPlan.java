package io.gpusched.application.recovery;

import io.gpusched.application.port.Rung;
import io.gpusched.domain.time.Nanos;
import java.util.List;

/**
 * How a driver recovers from a hang. Rings of one device whose plans are equal are one reset domain, so its name tells domains apart.
 *
 * <p>A hang goes through the steps in order, until one of them helps. A domain whose last step fails is gone. Steps that are less than a
 * reset of the device concern only the ring that hangs.
 *
 * @param name the name of the domain
 * @param steps what the driver does, one after the other, at least one; each {@link Rung} no lower than the one before
 * @param guiltyFlag whether a hang makes the entity guilty; many drivers pass no flag
 * @param resubmits whether jobs run again after a reset; if not, they end as cancelled
 * @param progressCounts whether a job that makes progress is no hang
 * @param forgivenAfterNanos how long after its last hang an entity is no longer guilty, in nanoseconds; {@link Nanos#NEVER}
 * @param backAfterNanos how long after it was gone the device is back, without its contents, in nanoseconds; {@link Nanos#NEVER}
 */
public record RecoveryPlan(
        String name,
        List<RecoveryStep> steps,
        boolean guiltyFlag,
        boolean resubmits,
        boolean progressCounts,
        long forgivenAfterNanos,
        long backAfterNanos) {
    public RecoveryPlan {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a recovery has at least one step");
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).rung().compareTo(steps.get(i - 1).rung()) < 0) {
                throw new IllegalArgumentException("after " + steps.get(i - 1).rung() + " it is too late for "
                        + steps.get(i).rung());
            }
        }
        if (forgivenAfterNanos < 1 || backAfterNanos < 1) {
            throw new IllegalArgumentException("blame and a device that is gone last for some time");
        }
    }

    /** A driver that resubmits, with a guilty flag, for which each timeout is a hang, and whose device never comes back. */
    public static RecoveryPlan of(String name, RecoveryStep... steps) {
        return new RecoveryPlan(name, List.of(steps), true, true, false, Nanos.NEVER, Nanos.NEVER);
    }

    /** Returns the same plan without a guilty flag. @kernel v3d_open(), panfrost_job_open(), msm_submitqueue_create() */
    public RecoveryPlan withoutGuiltyFlag() {
        return new RecoveryPlan(name, steps, false, resubmits, progressCounts, forgivenAfterNanos, backAfterNanos);
    }

    /** Returns the same plan, without running jobs again. */
    public RecoveryPlan withoutResubmission() {
        return new RecoveryPlan(name, steps, guiltyFlag, false, progressCounts, forgivenAfterNanos, backAfterNanos);
    }

    /** Returns the same plan, which lets a job go on that makes progress. @kernel v3d_cl_job_timedout() */
    public RecoveryPlan countingProgress() {
        return new RecoveryPlan(name, steps, guiltyFlag, resubmits, true, forgivenAfterNanos, backAfterNanos);
    }

    /**
     * Returns the same plan with blame that ends.
     *
     * @param nanos how long after the last hang, in nanoseconds
     * @kernel CONTEXT_FAST_HANG_JIFFIES in i915, where only hangs that follow each other soon ban a context
     */
    public RecoveryPlan forgivingAfter(long nanos) {
        return new RecoveryPlan(name, steps, guiltyFlag, resubmits, progressCounts, nanos, backAfterNanos);
    }

    /**
     * Returns the same plan with a device that comes back.
     *
     * @param nanos how long after it was gone, in nanoseconds
     * @kernel drm_dev_wedged_event(), after which user space may rebind the driver
     */
    public RecoveryPlan backAfter(long nanos) {
        return new RecoveryPlan(name, steps, guiltyFlag, resubmits, progressCounts, forgivenAfterNanos, nanos);
    }

    /** Tells whether some step takes time, so that things may happen during a recovery. */
    public boolean takesTime() {
        return steps.stream().anyMatch(step -> step.nanos() > 0) || backAfterNanos != Nanos.NEVER;
    }
}
