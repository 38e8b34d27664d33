package io.gpusched.domain.sched;

import io.gpusched.domain.order.PairingHeap;
import org.jspecify.annotations.Nullable;

/**
 * One place where shares compete: the root of a run queue, or a group. It serves the share with the least start tag. The server of a group is
 * itself a competitor on the server above, through the group's own share, so choosing a job means to go down from the root.
 *
 * <p>{@link #first} chooses, {@link #started} charges an estimate along the path from an entity to the root, and {@link #ended} corrects it along
 * the same path. A share <i>counts</i> here from its first job until it goes away, whether it has work or not; the sum of the weights of those
 * that count is what the progress of virtual time is divided by.
 *
 * <p>A <i>busy period</i> ends when nothing waits here and nothing that was started has not ended. All tags begin at 0 again in the next one: what
 * somebody used while nobody else wanted it, is not held against him.
 *
 * @see io.gpusched.domain.order.StartTimeFair
 */
final class FairServer {
    private final PairingHeap<Share> ready = new PairingHeap<>();
    private final @Nullable Share own;
    private final FairServer root;
    private long virtualTime;
    /** What virtual time grows by when the next job starts: the work of the one before, divided by all weights. */
    private long progress;

    private long weights;
    private int counting;
    private int inFlight;
    private int period;
    private long entries;

    /** Makes the root of a run queue. */
    FairServer() {
        this.own = null;
        this.root = this;
    }

    /** Makes the server of a group. */
    FairServer(Share own, FairServer root) {
        this.own = own;
        this.root = root;
    }

    FairServer root() {
        return root;
    }

    int period() {
        return period;
    }

    long virtualTime() {
        return virtualTime;
    }

    long progress() {
        return progress;
    }

    int inFlight() {
        return inFlight;
    }

    /** Returns the share of the group whose members compete here; null for a root. */
    @Nullable
    Share own() {
        return own;
    }

    /** Tells whether a share has work here. */
    boolean holds(Share share) {
        return ready.contains(share);
    }

    /** Returns the entity that is next, or null. */
    @Nullable
    Entity first() {
        Share share = ready.first();
        while (share != null && share.entity() == null) {
            share = share.members().ready.first();
        }
        return share == null ? null : share.entity();
    }

    /** A share has work from now on. */
    void enter(Share share) {
        if (ready.isEmpty() && inFlight == 0) {
            period++;
            virtualTime = 0;
            progress = 0;
        }
        count(share);
        ready.insert(share, share.startIn(this, virtualTime), entries++);
        if (own != null) {
            FairServer above = above(own);
            if (!above.holds(own)) {
                above.enter(own);
            }
        }
    }

    /** A share has no work any more, though nothing of it was started. */
    void leave(Share share) {
        ready.remove(share);
        if (own != null && ready.isEmpty()) {
            above(own).leave(own);
        }
    }

    /**
     * The first job of a share starts: its estimate is charged to the share, to the group that this is, and so on up to the root.
     *
     * @param more whether the share has more work
     */
    void started(Share share, long estimateNanos, boolean more) {
        virtualTime = Math.max(Share.later(virtualTime, progress), share.key());
        progress = Share.tags(estimateNanos, weights);
        share.charge(estimateNanos);
        inFlight++;
        if (more) {
            ready.move(share, share.startTag(), entries++);
        } else {
            ready.remove(share);
        }
        if (own != null) {
            above(own).started(own, estimateNanos, !ready.isEmpty());
        }
    }

    /** A job that was started here has ended: the charge of each group up to the root is corrected. The share of its entity is not. */
    void ended(long estimateNanos, long actualNanos) {
        inFlight--;
        if (own != null) {
            own.learn(actualNanos);
            FairServer above = above(own);
            above.correct(own, estimateNanos, actualNanos);
            above.ended(estimateNanos, actualNanos);
        }
    }

    /** Corrects the charge of a share that counts here. */
    void correct(Share share, long estimateNanos, long actualNanos) {
        share.correct(estimateNanos, actualNanos);
        if (ready.contains(share) && share.startTag() != share.key()) {
            ready.move(share, share.startTag(), share.number());
        }
    }

    /** A share goes away, without work. */
    void forget(Share share) {
        uncount(share);
        share.leaveServer();
    }

    /** The weight of a share has changed. */
    void reweighed(Share share, long by) {
        if (share.isCounted()) {
            weights += by;
        }
    }

    private void count(Share share) {
        if (!share.isCounted()) {
            share.setCounted(true);
            weights += share.effectiveWeight();
            counting++;
        }
    }

    private void uncount(Share share) {
        share.setCounted(false);
        weights -= share.effectiveWeight();
        counting--;
        if (counting == 0 && own != null) {
            above(own).uncount(own);
        }
    }

    private static FairServer above(Share own) {
        FairServer above = own.server();
        if (above == null) {
            throw new IllegalStateException("a group competes on the server above it");
        }
        return above;
    }
}
