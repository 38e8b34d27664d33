package io.gpusched.application.scheduling;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import org.jspecify.annotations.Nullable;

/**
 * One run of one job on the hardware. It is the hardware's handle to say that the run is over, and the scheduler's fence that says so.
 *
 * <p>States: given to the hardware; <i>watched</i> once the scheduler wants to know of the end; <i>signalled</i>; or <i>abandoned</i>
 * by a stop or teardown, after which nothing that the hardware says about it matters. Everything but the two methods of
 * {@link Completion} is called on the writer only.
 *
 * @kernel s_fence->parent with job->cb
 */
final class Attempt implements Completion, HardwareFence {
    private final Submission submission;
    private final Job job;
    private @Nullable Errno error;
    private @Nullable Throwable cause;
    private boolean signaled;
    private boolean watched;
    private boolean abandoned;

    Attempt(Submission submission, Job job) {
        this.submission = submission;
        this.job = job;
    }

    @Override
    public void complete() {
        end(null, null);
    }

    @Override
    public void fail(Errno error) {
        end(error, null);
    }

    @Override
    public void fail(Errno error, Throwable cause) {
        end(error, cause);
    }

    private void end(@Nullable Errno result, @Nullable Throwable reason) {
        if (submission.isOnWriter()) {
            signal(result, reason);
        } else {
            submission.post(() -> signal(result, reason));
        }
    }

    private void signal(@Nullable Errno result, @Nullable Throwable reason) {
        if (signaled || abandoned) {
            submission.ignoreCompletion();
            return;
        }
        signaled = true;
        error = result;
        cause = reason;
        if (watched) {
            submission.done(job, result);
        }
    }

    /**
     * Asks to be told of the end.
     *
     * @return false if the run is over already; then the caller must deal with it
     * @kernel dma_fence_add_callback(), false for -ENOENT
     */
    boolean watch() {
        watched = true;
        return !signaled;
    }

    /** Makes whatever the hardware may still say about this run meaningless. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public boolean isSignaled() {
        return signaled;
    }

    @Override
    public @Nullable Errno error() {
        return error;
    }

    @Override
    public @Nullable Throwable cause() {
        return cause;
    }
}
