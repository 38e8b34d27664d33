package io.gpusched.domain.fence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A one-shot signal. It goes from unsignalled to signalled exactly once, and then never changes again: neither its time nor its error.
 *
 * <p>Callbacks run inside {@link #signal}, in the order in which they were added, over a list that was detached before. So a callback may
 * add and remove callbacks, of this fence and of others, and may signal other fences. A callback that is added after the signal does not
 * run: {@link #addCallback} returns false and the caller acts itself. {@link #removeCallback} keeps a callback from running, if it has not
 * run yet.
 *
 * <p>An error is set before the signal with {@link #setError}; a later one replaces an earlier one. After the signal that is refused,
 * because those who have looked would not see it.
 *
 * <p>Each fence lies on a <i>context</i>, a line of events, and has a number there. Of two fences of one context the later one signals last,
 * so waiting for the later one is waiting for both. Merging and dependencies rely on that.
 *
 * <p>Most fences have no callback or one. So one field holds the callback, and a list takes its place only when there are two: that saves 48
 * bytes a fence. The fence does not know what it stands for, apart from its {@link FenceSource}. One subclass exists in another package,
 * {@code JobFences}: the finished fence of a job is the object that holds both fences of the job, as {@code struct drm_sched_fence} contains
 * a {@code struct dma_fence}. An architecture test keeps it the only one.
 *
 * <p>The fence of a chain link does not watch what it stands for. It looks when it is asked; see {@link FenceChain} for the reason.
 *
 * <p>Writer only.
 *
 * @kernel struct dma_fence
 */
public abstract class Fence {
    private final long context;
    private final long seqno;
    private long timestampNanos;
    private @Nullable Errno error;
    private @Nullable FenceCallback callback;
    private boolean signaled;
    private boolean pipelined = true;
    private boolean unwatched;

    /**
     * Makes an unsignalled fence; see {@link #of}.
     *
     * @param context the line of events that it is on; see {@link FenceContexts}
     * @param seqno its place on that line; later fences of a context have greater numbers
     */
    protected Fence(long context, long seqno) {
        this.context = context;
        this.seqno = seqno;
    }

    /**
     * Makes an unsignalled fence.
     *
     * @param context the line of events that it is on; see {@link FenceContexts}
     * @param seqno its place on that line; later fences of a context have greater numbers
     * @param source what will signal it
     * @kernel dma_fence_init()
     */
    public static Fence of(long context, long seqno, FenceSource source) {
        return new Plain(context, seqno, source);
    }

    /** Makes the fence of a link, which looks at what it stands for only when somebody asks or waits. */
    static Fence ofLink(long context, long seqno, FenceChain link) {
        Fence fence = of(context, seqno, link);
        fence.unwatched = true;
        return fence;
    }

    /** A fence, and nothing else. */
    private static final class Plain extends Fence {
        private final FenceSource source;

        Plain(long context, long seqno, FenceSource source) {
            super(context, seqno);
            this.source = source;
        }

        @Override
        public FenceSource source() {
            return source;
        }
    }

    /** Returns the line of events that this fence is on. */
    public final long context() {
        return context;
    }

    /** Returns the place on the line {@link #context()}. */
    public final long seqno() {
        return seqno;
    }

    /** Returns what signals this fence. */
    public abstract FenceSource source();

    /**
     * Tells whether the fence has signalled.
     *
     * @kernel dma_fence_is_signaled()
     */
    public final boolean isSignaled() {
        if (!signaled && unwatched && source() instanceof FenceChain link) {
            link.poll();
        }
        return signaled;
    }

    /**
     * Returns the time of the signal.
     *
     * @return nanoseconds on the device's clock
     * @throws IllegalStateException if the fence has not signalled
     * @kernel dma_fence_timestamp()
     */
    public final long timestampNanos() {
        if (!isSignaled()) {
            throw new IllegalStateException("no timestamp: " + this + " has not signalled");
        }
        return timestampNanos;
    }

    /**
     * Returns the error, or null. Before the signal it is the error that the fence will signal with, so far as known.
     *
     * @kernel dma_fence_get_status(), fence->error
     */
    public final @Nullable Errno error() {
        return error;
    }

    /**
     * Sets the error that the fence will signal with; a later call replaces an earlier one.
     *
     * @throws IllegalStateException if the fence has signalled
     * @kernel dma_fence_set_error()
     */
    public final void setError(Errno error) {
        if (signaled) {
            throw new IllegalStateException("too late for an error: " + this + " has signalled");
        }
        this.error = error;
    }

    /**
     * Forbids dependants on the same scheduler to wait for the scheduled fence in place of this one.
     *
     * @kernel DRM_SCHED_FENCE_DONT_PIPELINE
     */
    public final void forbidPipelining() {
        pipelined = false;
    }

    /** Tells whether dependants on the same scheduler may be pipelined behind this fence. */
    public final boolean mayPipeline() {
        return pipelined;
    }

    /**
     * Says that somebody would like the fence to signal by then. A hint, passed on to the source unless the fence has signalled.
     *
     * @param deadlineNanos time on the device's clock, in nanoseconds
     * @kernel dma_fence_set_deadline()
     */
    public final void setDeadline(long deadlineNanos) {
        if (!isSignaled()) {
            source().setDeadline(this, deadlineNanos);
        }
    }

    /**
     * Tells whether this fence comes after another one of the same context.
     *
     * @throws IllegalArgumentException if the contexts differ: there is no order between them
     * @kernel dma_fence_is_later()
     */
    public final boolean isLaterThan(Fence other) {
        if (context != other.context) {
            throw new IllegalArgumentException("no order between " + this + " and " + other);
        }
        return seqno > other.seqno;
    }

    /**
     * Adds a callback for the signal.
     *
     * @return false if the fence has signalled already; then nothing is added and nothing will be called
     * @kernel dma_fence_add_callback(), false for -ENOENT
     */
    public final boolean addCallback(FenceCallback added) {
        if (unwatched && source() instanceof FenceChain link) {
            unwatched = false;
            if (!signaled) {
                link.watch();
            }
        }
        if (signaled) {
            return false;
        }
        switch (callback) {
            case null -> callback = added;
            case CallbackList list -> list.callbacks.add(added);
            default -> {
                CallbackList list = new CallbackList();
                list.callbacks.add(callback);
                list.callbacks.add(added);
                callback = list;
            }
        }
        return true;
    }

    /**
     * Takes a callback off again.
     *
     * @return true if it was there: it will not be called
     * @kernel dma_fence_remove_callback()
     */
    public final boolean removeCallback(FenceCallback removed) {
        if (callback == removed) {
            callback = null;
            return true;
        }
        return callback instanceof CallbackList list && list.remove(removed);
    }

    /**
     * Signals the fence and runs its callbacks.
     *
     * @param nowNanos the time, in nanoseconds on the device's clock
     * @throws IllegalStateException if the fence has signalled already: a fence signals exactly once
     * @kernel dma_fence_signal_timestamp()
     */
    public final void signal(long nowNanos) {
        if (signaled) {
            throw new IllegalStateException("a fence signals exactly once: " + this);
        }
        signaled = true;
        timestampNanos = nowNanos;
        FenceCallback detached = callback;
        callback = null;
        if (detached != null) {
            detached.signaled(this);
        }
    }

    /**
     * Corrects the recorded time of a signalled fence. Only the scheduler does this, to date the start of a job at the end of
     * the one before it.
     *
     * @kernel drm_sched_get_finished_job(), next->s_fence->scheduled.timestamp
     */
    public final void restamp(long nanos) {
        if (!signaled) {
            throw new IllegalStateException("only a signalled fence has a time to correct: " + this);
        }
        timestampNanos = nanos;
    }

    @Override
    public final String toString() {
        return "fence " + context + ":" + seqno + " of " + source().timelineName();
    }

    /** Returns how many wait for this fence. */
    public final int waiting() {
        return switch (callback) {
            case null -> 0;
            case CallbackList list -> list.callbacks.size();
            default -> 1;
        };
    }

    /**
     * Returns a callback that waits for this fence. They run in this order.
     *
     * @param index from 0 to {@link #waiting()} - 1
     */
    public final FenceCallback waiting(int index) {
        FenceCallback only = callback;
        if (only == null || index >= waiting()) {
            throw new IndexOutOfBoundsException("nobody waits at place " + index + " for " + this);
        }
        return only instanceof CallbackList list ? list.callbacks.get(index) : only;
    }

    /** Two or more callbacks, in order. */
    private static final class CallbackList implements FenceCallback {
        private final List<FenceCallback> callbacks = new ArrayList<>(4);

        @Override
        public void signaled(Fence fence) {
            for (FenceCallback each : callbacks) {
                each.signaled(fence);
            }
        }

        private boolean remove(FenceCallback removed) {
            for (int i = 0; i < callbacks.size(); i++) {
                if (callbacks.get(i) == removed) {
                    callbacks.remove(i);
                    return true;
                }
            }
            return false;
        }
    }
}
