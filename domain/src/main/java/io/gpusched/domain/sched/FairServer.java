package io.gpusched.domain.sched;

import io.gpusched.domain.order.PairingHeap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One place where shares compete: the root of a run queue, or a group. It serves the share with the least start tag. The server of a group is
 * itself a competitor on the server above, through the group's own share, so choosing a job means to go down from the root.
 *
 * <p>{@link #first} chooses, {@link #started} charges an estimate along the path from an entity to the root, and {@link #ended} corrects it along
 * the same path.
 *
 * <p><b>Virtual time</b> is that of an ideal server, which works on all competitors at once, each at a speed in proportion to its weight. The
 * real server does the same work in another order, so virtual time moves when a job ends: by the time that the job took, divided by
 * the weights of all that the ideal server is working on. Those are the shares with work, and those whose finish tag virtual time has not
 * reached. A share is in one of three states: in the heap <i>ready</i> under its start tag, in the heap <i>lingering</i> under its finish tag, or
 * in neither.
 *
 * <p>The virtual time of start-time fair queueing was tried, the start tag of the job that started last. It is simpler and has two faults here.
 * A stream of newcomers, all with that tag, holds it still and passes the others for ever. And with several jobs at once it contains
 * estimates; the greatest of all errors so far then stays in it, and whoever joins later waits for it. So that tag counts only as far as jobs that
 * have ended make it up, and only beside the time of the ideal server ({@link #catchUp}), as in J. Bennett and H. Zhang, <i>Hierarchical Packet Fair
 * Queueing Algorithms</i>, 1997.
 *
 * <p>A <i>busy period</i> ends when nothing waits here and nothing that was started has not ended. All tags begin at 0 again in the next one:
 * nobody owes anything for hardware that nobody else wanted.
 *
 * @see io.gpusched.domain.order.StartTimeFair
 */
final class FairServer {
    private final PairingHeap<Share> ready = new PairingHeap<>();
    private final PairingHeap<Share> lingering = new PairingHeap<>();
    private final @Nullable Share own;
    private final FairServer root;
    private long virtualTime;
    private long weights;
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

    int inFlight() {
        return inFlight;
    }

    /** Hands out the numbers of this server that belong to no share with work: what is in flight, and who lingers for how long. */
    void describe(LongConsumer numbers) {
        numbers.accept(inFlight);
        List<Share> shares = new ArrayList<>();
        lingering.forEach(shares::add);
        shares.sort(Comparator.comparingLong(Share::key).thenComparingLong(Share::effectiveWeight));
        for (Share each : shares) {
            numbers.accept(each.key() - virtualTime);
            numbers.accept(each.effectiveWeight());
        }
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
            beginPeriod();
        }
        catchUp();
        if (lingering.contains(share)) {
            lingering.remove(share);
        } else {
            weights += share.effectiveWeight();
        }
        ready.insert(share, share.startIn(this, virtualTime), entries++);
        if (own != null) {
            FairServer above = above(own);
            if (!above.holds(own)) {
                above.enter(own);
            }
        }
    }

    /**
     * Keeps virtual time from falling far behind the start tag of the share that is next, as far as jobs that have ended make up that tag. What is left
     * is a job for each that is in flight and one more. The ideal server alone would fall behind without end: it counts a share for all the time of a
     * job at whose end the share is there, also one that came just before. Then whoever always has work would pay for it, job by job, and wait for all
     * of that together when the others come to stay.
     */
    private void catchUp() {
        Share next = ready.first();
        if (next != null) {
            advance(next.startTag() - next.unconfirmed() - next.patience(inFlight + 1));
        }
    }

    private void advance(long to) {
        if (to > virtualTime) {
            virtualTime = to;
            expire(to);
        }
    }

    private void beginPeriod() {
        period++;
        virtualTime = 0;
        expire(Long.MAX_VALUE);
    }

    /** Those whose finish tag is reached count no more. */
    private void expire(long tag) {
        for (Share share = lingering.first(); share != null && share.key() <= tag; share = lingering.first()) {
            lingering.remove(share);
            weights -= share.effectiveWeight();
        }
    }

    /** A share has no work any more, though nothing of it was started. */
    void leave(Share share) {
        ready.remove(share);
        linger(share);
        if (own != null && ready.isEmpty()) {
            above(own).leave(own);
        }
    }

    private void linger(Share share) {
        if (share.finishTag() > virtualTime) {
            lingering.insert(share, share.finishTag(), entries++);
        } else {
            weights -= share.effectiveWeight();
        }
    }

    /**
     * The first job of a share starts: its estimate is charged to the share, to the group that this is, and so on up to the root.
     *
     * @param more whether the share has more work
     */
    void started(Share share, long estimateNanos, boolean more) {
        catchUp();
        share.charge(estimateNanos);
        inFlight++;
        if (more) {
            ready.move(share, share.startTag(), entries++);
        } else {
            ready.remove(share);
            linger(share);
        }
        if (own != null) {
            above(own).started(own, estimateNanos, !ready.isEmpty());
        }
    }

    /**
     * A job that was started here has ended: virtual time moves on, and the charge of each group up to the root is corrected. The share of the
     * job's entity is not; see {@link #correct}.
     */
    void ended(long estimateNanos, long actualNanos) {
        inFlight--;
        if (weights > 0) {
            advance(Share.later(virtualTime, Share.tags(actualNanos, weights)));
        }
        if (own != null) {
            own.learn(actualNanos);
            FairServer above = above(own);
            above.correct(own, estimateNanos, actualNanos);
            above.ended(estimateNanos, actualNanos);
        }
    }

    /** Corrects the charge of a share that competes here. */
    void correct(Share share, long estimateNanos, long actualNanos) {
        share.correct(estimateNanos, actualNanos);
        if (ready.contains(share)) {
            if (share.startTag() != share.key()) {
                ready.move(share, share.startTag(), share.number());
            }
        } else if (share.period() == period) {
            if (lingering.contains(share)) {
                lingering.remove(share);
            } else {
                weights += share.effectiveWeight();
            }
            linger(share);
        }
    }

    /** A share goes away, without work. */
    void forget(Share share) {
        if (lingering.contains(share)) {
            lingering.remove(share);
            weights -= share.effectiveWeight();
        }
        share.leaveServer();
    }

    /** The weight of a share that competes here has changed. */
    void reweighed(Share share, long by) {
        if (ready.contains(share) || lingering.contains(share)) {
            weights += by;
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
