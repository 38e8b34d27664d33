package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hardware under one scheduler. Three methods at the least. All are called on the device's writer, one at a time, and return
 * at once; whatever takes time ends in a {@link Completion}. Trouble is an error on the completion or a {@link Launch.Refused},
 * never an exception: an exception is a bug and stops the device.
 *
 * @kernel struct drm_sched_backend_ops
 */
public interface Hardware {
    /**
     * Makes hardware of any asynchronous function. A job's payload is given to the function, and the job has run when the stage that
     * comes back has completed.
     *
     * <ul>
     *   <li>A stage that fails ends its job with {@link Errno#EIO}, and so does a function that throws or returns null; what went wrong
     *       is the cause that goes with it. It is the failure of that job, not of the device.
     *   <li>A job that times out, or is cancelled, ends at once, with {@link Errno#ETIMEDOUT} or {@link Errno#ECANCELED}; its future is
     *       cancelled. Whether that ends what the function has begun is up to the function: if not, that goes on beside the next job.
     *   <li>A job that bears an error already, as those of a guilty entity do, is not run.
     * </ul>
     *
     * @param function called on the writer, so it must not wait; its stage may complete on any thread
     * @param <P> what the payloads are
     */
    static <P> Hardware of(Function<? super P, ? extends CompletionStage<?>> function) {
        return new FunctionHardware<>(function);
    }

    /**
     * Gives a job to the hardware. Called again for the same job after a reset, with a new completion.
     *
     * @param job what to run; {@link HardwareJob#payload()} says what that means
     * @param completion to be called once, when this run is over
     * @kernel run_job
     */
    Launch run(HardwareJob job, Completion completion);

    /**
     * A job has been on the hardware for longer than the timeout. The job is off the pending list meanwhile.
     *
     * @param job the first pending job
     * @param recovery what can be done about it
     * @kernel timedout_job
     */
    Verdict timedOut(HardwareJob job, Recovery recovery);

    /**
     * The scheduler is done with a job. Called exactly once for each job that was pushed, unless the timeout handler took it over.
     *
     * @kernel free_job
     */
    void free(HardwareJob job);

    /**
     * A job that was given to the hardware is to end: somebody gave it up, or its scheduler is torn down. Hardware that can end it calls its completion
     * with {@link Errno#ECANCELED}, inside or later, when it has let go of the job. Hardware that cannot does nothing: then the job runs to
     * its end and keeps its credits until that. Either way its completion is called once, as of any job. A completion that comes after a
     * teardown is ignored, and {@link #free} is called at the teardown itself, so what the hardware still uses must outlive that.
     *
     * @kernel cancel_job
     */
    default void cancel(HardwareJob job) {}

    /**
     * Somebody would like a job on the hardware to be finished by then: a hint, say to raise a clock. Called when a job starts that has
     * a deadline, and whenever a running job is given an earlier one.
     *
     * @param deadlineNanos time on the device's clock, in nanoseconds; may have passed
     * @kernel dma_fence_set_deadline() on the parent
     */
    default void deadline(HardwareJob job, long deadlineNanos) {}

    /**
     * Tells whether jobs run side by side and end in any order. Then a job is freed when it has ended, and not behind those that started
     * before it; its GPU time counts from its own start; and the timeout is for the oldest unfinished job, from the start of that job. Linux
     * has no such hardware: its schedulers free jobs in the order in which they started.
     *
     * @return always the same
     */
    default boolean overlaps() {
        return false;
    }

    /**
     * Returns the hardware for one more device: itself, unless it keeps something for each. Called once by each {@link
     * io.gpusched.application.shared.SharedDevice} that has a ring over it, from any thread.
     */
    default Hardware forDevice() {
        return this;
    }

    /**
     * Returns the hardware's own last dependency of a job, or null. Asked again after each one has signalled, until it is null.
     *
     * @kernel prepare_job
     */
    default @Nullable Fence prepare(HardwareJob job) {
        return null;
    }
}
