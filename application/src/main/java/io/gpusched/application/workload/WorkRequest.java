package io.gpusched.application.workload;

import io.gpusched.application.provider.SettingValues;
import io.gpusched.domain.time.Nanos;

/**
 * What a client wants of its jobs beyond their being run. The jobs of a client share one.
 *
 * @param settings what the backend is to do, by the names of {@link BackendProvider#workSettings}; none if there are none
 * @param deadlineNanos how long after its submission a job should have finished, in nanoseconds, at least 1, or {@link Nanos#NO_LIMIT}
 */
public record WorkRequest(SettingValues settings, long deadlineNanos) {
    /** Nothing. */
    public static final WorkRequest NONE = new WorkRequest(SettingValues.NONE, Nanos.NO_LIMIT);

    public WorkRequest {
        if (deadlineNanos < 1) {
            throw new IllegalArgumentException("a deadline is at least 1 ns ahead, not " + deadlineNanos);
        }
    }
}
