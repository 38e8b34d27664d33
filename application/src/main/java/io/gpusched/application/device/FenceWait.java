package io.gpusched.application.device;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.fence.PointCallback;
import io.gpusched.domain.fence.Timeline;
import io.gpusched.domain.time.Nanos;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a fence, with a timeout. Where Linux blocks the thread, the outcome is handed over; the writer goes on. It is handed over
 * exactly once, unless the wait is cancelled before.
 *
 * <p>Called on the writer only.
 *
 * @kernel dma_fence_wait_timeout(), drm_syncobj_array_wait_timeout()
 */
public final class FenceWait implements FenceCallback, PointCallback {
    private final Consumer<Outcome> outcome;
    private @Nullable Timeline timeline;
    private @Nullable Fence fence;
    private @Nullable Timer timer;
    private boolean over;

    private FenceWait(long timeoutNanos, Consumer<Outcome> outcome) {
        if (timeoutNanos < 0) {
            throw new IllegalArgumentException("a timeout is not negative, as " + timeoutNanos + " ns is");
        }
        this.outcome = outcome;
    }

    /** How a wait ended. */
    public sealed interface Outcome {
        /**
         * The fence signalled.
         *
         * @param error the error that it signalled with, or null
         */
        record Signaled(@Nullable Errno error) implements Outcome {}

        /** Outcomes that need no words. */
        enum Unsignaled implements Outcome {
            /** The time was up before the fence signalled. @kernel return value 0, -ETIME of a syncobj */
            TIMED_OUT
        }
    }

    /**
     * Waits for a fence. If it has signalled, or the timeout is 0, the outcome is handed over before this method returns.
     *
     * @param timeoutNanos how long at most, not negative, or {@link Nanos#NO_LIMIT}
     * @throws IllegalArgumentException if the timeout is negative (-EINVAL in the kernel)
     * @kernel dma_fence_wait_timeout()
     */
    public static FenceWait on(Fence fence, Timers timers, long timeoutNanos, Consumer<Outcome> outcome) {
        FenceWait wait = new FenceWait(timeoutNanos, outcome);
        wait.submitted(fence);
        wait.limit(timers, timeoutNanos);
        return wait;
    }

    /**
     * Waits for a point of a timeline, and for somebody to submit it if need be; one timeout covers both.
     *
     * @param point its number, at least 1
     * @param timeoutNanos how long at most, not negative, or {@link Nanos#NO_LIMIT}
     * @throws IllegalArgumentException if the timeout is negative
     * @kernel DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT with DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT
     */
    public static FenceWait onPoint(
            Timeline timeline, long point, Timers timers, long timeoutNanos, Consumer<Outcome> outcome) {
        FenceWait wait = new FenceWait(timeoutNanos, outcome);
        wait.timeline = timeline;
        timeline.whenSubmitted(point, wait);
        wait.limit(timers, timeoutNanos);
        return wait;
    }

    /** Tells whether the outcome was handed over or the wait was cancelled. */
    public boolean isOver() {
        return over;
    }

    /**
     * Gives the wait up: nothing will be handed over.
     *
     * @return false if it was over
     */
    public boolean cancel() {
        if (over) {
            return false;
        }
        end();
        return true;
    }

    /** {@inheritDoc} The point of the timeline is there. */
    @Override
    public void submitted(Fence awaited) {
        fence = awaited;
        if (!over && !awaited.addCallback(this)) {
            signaled(awaited);
        }
    }

    /** {@inheritDoc} The fence signalled. */
    @Override
    public void signaled(Fence awaited) {
        finish(new Outcome.Signaled(awaited.error()));
    }

    private void limit(Timers timers, long timeoutNanos) {
        if (timeoutNanos == 0) {
            expire();
        } else if (!over && timeoutNanos != Nanos.NO_LIMIT) {
            timer = timers.timer(this::expire);
            timer.arm(timeoutNanos);
        }
    }

    private void expire() {
        finish(Outcome.Unsignaled.TIMED_OUT);
    }

    /** Hands the outcome over, unless the wait is over: callbacks run over a detached list, so one may come after a cancel. */
    private void finish(Outcome how) {
        if (!over) {
            end();
            outcome.accept(how);
        }
    }

    private void end() {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
        if (fence != null) {
            fence.removeCallback(this);
        }
        if (timeline != null) {
            timeline.cancelWait(this);
        }
    }
}
