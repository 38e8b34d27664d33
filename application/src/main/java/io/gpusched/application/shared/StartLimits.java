package io.gpusched.application.shared;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deadlines by which jobs must have started. Few jobs have one, so jobs have no field for it. Writer only.
 */
final class StartLimits {
    private final Timers timers;
    private final Map<SubmittedJob, Timer> limits = new LinkedHashMap<>();

    StartLimits(Timers timers) {
        this.timers = timers;
    }

    /** Sets the limit of a job. */
    void set(SubmittedJob job, long limitNanos, Runnable tooLate) {
        Timer limit = timers.timer(tooLate);
        limits.put(job, limit);
        limit.arm(limitNanos);
    }

    /** Removes the deadline of a job that has started or never will. */
    void lift(SubmittedJob job) {
        if (!limits.isEmpty()) {
            Timer limit = limits.remove(job);
            if (limit != null) {
                limit.cancel();
            }
        }
    }
}
