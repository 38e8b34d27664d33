package io.gpusched.application.recovery;

import io.gpusched.application.port.Rung;

/**
 * A step of a recovery.
 *
 * @param rung what the driver does
 * @param nanos how long that takes, in nanoseconds, not negative
 * @param failures how many of its tries are of no use, from the first on; {@link #ALWAYS} for all
 * @param losesContents whether the memory of what was reset is lost: jobs that were queued before then do not run
 */
public record RecoveryStep(Rung rung, long nanos, int failures, boolean losesContents) {
    /** The {@link #failures} of a step that never helps. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    public RecoveryStep {
        if (nanos < 0) {
            throw new IllegalArgumentException("a step does not take " + nanos + " ns");
        }
        if (failures < 0) {
            throw new IllegalArgumentException("a step does not fail " + failures + " times");
        }
        if (rung == Rung.DEVICE_GONE && (nanos > 0 || failures > 0)) {
            throw new IllegalArgumentException("a device is gone at once, and that does not fail");
        }
    }

    /** A step that takes no time and helps. */
    public static RecoveryStep of(Rung rung) {
        return new RecoveryStep(rung, 0, 0, false);
    }

    /** Returns the same step, taking some time. */
    public RecoveryStep taking(long changed) {
        return new RecoveryStep(rung, changed, failures, losesContents);
    }

    /** Returns the same step, failing some times before it helps. */
    public RecoveryStep failing(int changed) {
        return new RecoveryStep(rung, nanos, changed, losesContents);
    }

    /** Returns the same step, losing the contents of what it resets. */
    public RecoveryStep losingContents() {
        return new RecoveryStep(rung, nanos, failures, true);
    }
}
