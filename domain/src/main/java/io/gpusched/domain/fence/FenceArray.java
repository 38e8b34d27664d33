package io.gpusched.domain.fence;

import java.util.List;

/**
 * Several fences waited for as one: its {@link #fence} signals when all of them have, or when any has. It takes its error from the
 * first member to fail before that; members that had signalled when the array was made count in the order of the list.
 *
 * <p>An array is attached to its members from the start, as if Linux enabled signalling at once, so that the first failure does
 * not depend on who looked when. When it signals it lets go of them.
 *
 * <p>Writer only.
 *
 * @kernel struct dma_fence_array
 */
public final class FenceArray implements FenceSource, FenceCallback {
    private final Fence fence;
    private final boolean any;
    private Fence[] members;
    private int pending;

    private FenceArray(long context, long seqno, List<Fence> members, boolean any) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "an array needs at least one fence: without one, nothing could signal it");
        }
        this.fence = Fence.of(context, seqno, this);
        this.any = any;
        this.members = members.toArray(Fence[]::new);
        this.pending = any ? 1 : this.members.length;
    }

    /**
     * Makes an array that signals when all of its members have, at the time of the last one.
     *
     * @param context the line of events that its fence is on
     * @param seqno the place of its fence on that line
     * @param members at least one; they may be arrays and links themselves, at which Linux warns
     * @throws IllegalArgumentException if there are no members; Linux warns
     * @kernel dma_fence_array_create()
     */
    public static FenceArray all(long context, long seqno, List<Fence> members) {
        return new FenceArray(context, seqno, members, false).attach();
    }

    /**
     * Makes an array that signals when one of its members does, at the same time and with the same error.
     *
     * @param context the line of events that its fence is on
     * @param seqno the place of its fence on that line
     * @param members at least one
     * @throws IllegalArgumentException if there are no members; Linux warns
     * @kernel dma_fence_array_create() with signal_on_any
     */
    public static FenceArray any(long context, long seqno, List<Fence> members) {
        return new FenceArray(context, seqno, members, true).attach();
    }

    /** Returns the fence that stands for the members. */
    public Fence fence() {
        return fence;
    }

    /** Tells whether one member is enough. */
    boolean isAny() {
        return any;
    }

    @Override
    public String timelineName() {
        return "unbound";
    }

    /** {@inheritDoc} All members are asked to hurry. @kernel dma_fence_array_set_deadline() */
    @Override
    public void setDeadline(Fence fence, long deadlineNanos) {
        for (Fence each : members) {
            each.setDeadline(deadlineNanos);
        }
    }

    /** {@inheritDoc} A member signalled. @kernel dma_fence_array_cb_func() */
    @Override
    public void signaled(Fence member) {
        // A member's callbacks run over a detached list: letting go of the member does not end that.
        if (pending > 0) {
            count(member);
        }
    }

    /** Returns the members, none once the array has signalled. */
    Fence[] members() {
        return members;
    }

    private FenceArray attach() {
        Fence[] all = members;
        for (int i = 0; i < all.length && pending > 0; i++) {
            if (!all[i].addCallback(this)) {
                count(all[i]);
            }
        }
        return this;
    }

    private void count(Fence member) {
        Errno failure = member.error();
        if (failure != null && fence.error() == null) {
            fence.setError(failure);
        }
        if (--pending == 0) {
            end(member);
        }
    }

    private void end(Fence last) {
        Fence[] all = members;
        members = new Fence[0];
        long nanos = last.timestampNanos();
        for (Fence each : all) {
            if (any) {
                each.removeCallback(this);
            } else {
                nanos = Math.max(nanos, each.timestampNanos());
            }
        }
        fence.signal(nanos);
    }
}
