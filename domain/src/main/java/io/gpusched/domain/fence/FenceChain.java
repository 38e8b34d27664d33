package io.gpusched.domain.fence;

import org.jspecify.annotations.Nullable;

/**
 * One point of a timeline: a link with a fence of its own and the fence before it. Its {@link #fence} signals when both have, and so
 * when everything up to this point has.
 *
 * <p>Each walk along a chain cuts out links whose own fences have signalled, so a timeline holds only what is outstanding. For this to free
 * memory, nothing may point from an earlier link to a later one. Therefore a link adds no callback to what it stands for until something
 * waits for the link. Until then it looks when it is asked.
 *
 * <p>As in Linux, the fence of a link has no error. It means only that the points before have ended. {@link #firstError} returns the first
 * error among them.
 *
 * <p>Writer only.
 *
 * @kernel struct dma_fence_chain
 */
public final class FenceChain implements FenceSource, FenceCallback {
    private final Fence fence;
    private final Fence contained;
    private final long previousSeqno;
    /** Tests count the links that are kept by it. */
    @Nullable
    Fence previous;

    // What is known of the links that were cut out behind this one.
    private long passedNanos = Long.MIN_VALUE;
    private @Nullable Errno passedError;

    /**
     * Adds a link to a chain, or starts one. The link is on the context of the chain if its number is greater than the one before;
     * else it starts a context of its own, and its number is not less than the one before.
     *
     * @param previous the last link, or any other fence, or null
     * @param contained what must signal for this point; not a link itself
     * @param seqno the number of the point, at least 1
     * @param contexts where a new context comes from
     * @throws IllegalArgumentException if the fence is a link (Linux warns) or the number is less than 1
     * @kernel dma_fence_chain_init()
     */
    public FenceChain(@Nullable Fence previous, Fence contained, long seqno, FenceContexts contexts) {
        if (contained.source() instanceof FenceChain) {
            throw new IllegalArgumentException(
                    "chains are joined by the fence before, not by the fence inside: " + contained);
        }
        if (seqno < 1) {
            throw new IllegalArgumentException("points are numbered from 1, not " + seqno);
        }
        this.contained = contained;
        this.previous = previous;
        Fence last = previous != null && previous.source() instanceof FenceChain ? previous : null;
        if (last == null) {
            this.previousSeqno = 0;
            this.fence = Fence.ofLink(contexts.allocate(1), seqno, this);
        } else if (seqno > last.seqno()) {
            this.previousSeqno = last.seqno();
            this.fence = Fence.ofLink(last.context(), seqno, this);
        } else {
            this.previousSeqno = 0;
            this.fence = Fence.ofLink(contexts.allocate(1), last.seqno(), this);
        }
    }

    /** Returns the fence that signals when everything up to this point has. */
    public Fence fence() {
        return fence;
    }

    /** Returns what must signal for this point alone. @kernel dma_fence_chain_contained() */
    public Fence contained() {
        return contained;
    }

    /** Returns the number of the point before on the same context, or 0; also when that one is long gone. */
    long previousSeqno() {
        return previousSeqno;
    }

    /**
     * Returns the nearest fence before this link that is outstanding: a link whose own fence has not signalled, or the fence that
     * the chain began with; null if there is none. What lies between is cut out.
     *
     * @kernel dma_fence_chain_walk()
     */
    public @Nullable Fence previousPending() {
        Fence before = previous;
        while (before != null) {
            FenceChain link = before.source() instanceof FenceChain chain ? chain : null;
            Fence own = link == null ? before : link.contained;
            if (!own.isSignaled()) {
                break;
            }
            pass(own, link);
            before = link == null ? null : link.previous;
        }
        previous = before;
        return before;
    }

    private void pass(Fence own, @Nullable FenceChain link) {
        passedNanos = Math.max(passedNanos, own.timestampNanos());
        if (own.error() != null) {
            passedError = own.error();
        }
        if (link != null) {
            passedNanos = Math.max(passedNanos, link.passedNanos);
            if (link.passedError != null) {
                passedError = link.passedError;
            }
        }
    }

    /**
     * Returns the error of the earliest point that failed, up to and including this one, so far as is known; null if none did. Final
     * once the fence has signalled.
     */
    public @Nullable Errno firstError() {
        return previousPending() == null && passedError == null ? contained.error() : passedError;
    }

    /**
     * Finds the link that will signal a point: the first one at or after it that is outstanding.
     *
     * @param head the last link of a chain
     * @param seqno the number of the point; 0 stands for the last one
     * @return missing if the fence is no link, or its number is less: the point was not submitted yet
     * @kernel dma_fence_chain_find_seqno()
     */
    public static PointSearch findPoint(Fence head, long seqno) {
        if (seqno < 0) {
            throw new IllegalArgumentException("the number of a point is not negative, as " + seqno + " is");
        }
        if (seqno == 0) {
            return new PointSearch.Found(head);
        }
        if (!(head.source() instanceof FenceChain) || head.seqno() < seqno) {
            return new PointSearch.Missing(Errno.EINVAL);
        }
        Fence at = head;
        while (at.context() == head.context()
                && at.source() instanceof FenceChain link
                && link.previousSeqno >= seqno) {
            Fence before = link.previousPending();
            if (before == null) {
                return new PointSearch.Found(StubFence.signaledAt(link.passedNanos));
            }
            at = before;
        }
        return new PointSearch.Found(at);
    }

    @Override
    public String timelineName() {
        return "unbound";
    }

    /** {@inheritDoc} Everything up to this point is asked to hurry. @kernel dma_fence_chain_set_deadline() */
    @Override
    public void setDeadline(Fence fence, long deadlineNanos) {
        for (Fence each = fence; each != null; each = before(each)) {
            ownFence(each).setDeadline(deadlineNanos);
        }
    }

    /** {@inheritDoc} What the link waited for signalled; there may be more. @kernel dma_fence_chain_irq_work() */
    @Override
    public void signaled(Fence awaited) {
        watch();
    }

    /** Signals the link if everything up to it has; nobody waits for it. @kernel dma_fence_chain_signaled() */
    void poll() {
        if (contained.isSignaled() && previousPending() == null) {
            end();
        }
    }

    /**
     * Waits for one outstanding fence, the nearest, or signals the link if there is none. It waits for the fences inside earlier
     * links, never for the links, so a long chain ends without deep recursion.
     *
     * @kernel dma_fence_chain_enable_signaling()
     */
    void watch() {
        if (contained.addCallback(this)) {
            return;
        }
        Fence pending = previousPending();
        if (pending == null) {
            end();
        } else {
            boolean added = ownFence(pending).addCallback(this);
            assert added : pending + " is outstanding but takes no callback";
        }
    }

    /** Returns the outstanding fence before, or null. */
    static @Nullable Fence before(Fence fence) {
        return fence.source() instanceof FenceChain link ? link.previousPending() : null;
    }

    /** Returns what a link contains, and any other fence itself. */
    static Fence ownFence(Fence fence) {
        return fence.source() instanceof FenceChain link ? link.contained : fence;
    }

    private void end() {
        fence.signal(Math.max(passedNanos, contained.timestampNanos()));
    }
}
