package io.gpusched.application.shared;

import org.jspecify.annotations.Nullable;

/** Why a job of a shared device has not run to its end: it was {@linkplain JobRefused refused}, or it {@linkplain JobFailed failed}. */
public abstract sealed class JobException extends RuntimeException permits JobFailed, JobRefused {
    private static final long serialVersionUID = 1L;

    JobException(String message, @Nullable Throwable cause) {
        // No stack trace: it would show the writer's loop, and cost more than the job.
        super(message, cause, true, false);
    }
}
