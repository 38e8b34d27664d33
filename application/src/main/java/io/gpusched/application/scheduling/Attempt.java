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
    private @Nullable Failure failure;
    private boolean signaled;
    private boolean watched;
    private boolean abandoned;

    /** Why a run failed; an object of its own, as few do. */
    private record Failure(Errno error, @Nullable Throwable cause) {}

    Attempt(Submission submission, Job job) {
        this.submission = submission;
        this.job = job;
    }

    @Override
    public void complete() {
        end(null);
    }

    @Override
    public void fail(Errno error) {
        end(new Failure(error, null));
    }

    @Override
    public void fail(Errno error, Throwable cause) {
        end(new Failure(error, cause));
    }

    private void end(@Nullable Failure how) {
        if (submission.isOnWriter()) {
            signal(how);
        } else {
            submission.post(() -> signal(how));
        }
    }

    private void signal(@Nullable Failure how) {
        if (signaled || abandoned) {
            submission.ignoreCompletion();
            return;
        }
        signaled = true;
        failure = how;
        if (watched) {
            submission.done(job, error());
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
        return failure == null ? null : failure.error();
    }

    @Override
    public @Nullable Throwable cause() {
        return failure == null ? null : failure.cause();
    }
}
