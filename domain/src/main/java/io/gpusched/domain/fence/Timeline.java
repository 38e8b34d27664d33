package io.gpusched.domain.fence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of numbered points, each with a fence. Points may be waited for before anybody has submitted them.
 *
 * <p>Writer only.
 *
 * @kernel struct drm_syncobj of the timeline kind
 */
public final class Timeline {
    private final FenceContexts contexts;
    private final List<Waiter> waiters = new ArrayList<>();
    private @Nullable FenceChain last;
    private int addedSinceWalk;
    private int linksAtLastWalk;

    private record Waiter(long point, PointCallback callback) {}

    /**
     * Makes a timeline without points.
     *
     * @param contexts where the context of its links comes from
     * @kernel drm_syncobj_create()
     */
    public Timeline(FenceContexts contexts) {
        this.contexts = contexts;
    }

    /**
     * Submits a point. A number that is not greater than the last one is allowed and of little use, as in Linux: the point then
     * counts as the last one's.
     *
     * @param point the number, at least 1
     * @param fence what must signal for it; not a link of a chain
     * @return the link, whose fence signals when everything up to the point has
     * @kernel drm_syncobj_add_point()
     */
    public FenceChain addPoint(long point, Fence fence) {
        FenceChain link = new FenceChain(last == null ? null : last.fence(), fence, point, contexts);
        last = link;
        if (++addedSinceWalk > linksAtLastWalk) {
            collect(link);
        }
        for (Waiter each = takeServed(); each != null; each = takeServed()) {
            each.callback.submitted(fenceOf(each.point));
        }
        return link;
    }

    /**
     * Looks for a point.
     *
     * @param point its number; 0 stands for the last one
     * @return the fence that signals when the point has been reached, or that the point was not submitted yet
     * @kernel drm_syncobj_find_fence()
     */
    public PointSearch find(long point) {
        return last == null ? new PointSearch.Missing(Errno.EINVAL) : FenceChain.findPoint(last.fence(), point);
    }

    /** Returns the number of the last point, or 0. @kernel DRM_SYNCOBJ_QUERY_FLAGS_LAST_SUBMITTED */
    public long lastSubmitted() {
        return last == null ? 0 : last.fence().seqno();
    }

    /**
     * Returns the number of the last point that everything up to has signalled, or 0. As in Linux, points before a number that did not
     * grow are not looked at.
     *
     * @kernel DRM_IOCTL_SYNCOBJ_QUERY
     */
    public long lastSignaled() {
        FenceChain head = last;
        if (head == null) {
            return 0;
        }
        FenceChain oldest = head;
        Fence before = oldest.previousPending();
        while (before != null
                && before.context() == head.fence().context()
                && before.source() instanceof FenceChain link) {
            oldest = link;
            before = oldest.previousPending();
        }
        return oldest.fence().isSignaled() ? oldest.fence().seqno() : oldest.previousSeqno();
    }

    /**
     * Calls back when a point is submitted; at once if it was. To wait for the point itself, wait for the fence that is handed over.
     *
     * @param point its number; 0 stands for the first one to come, or the last one there is
     * @kernel DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT, drm_syncobj_fence_add_wait()
     */
    public void whenSubmitted(long point, PointCallback callback) {
        switch (find(point)) {
            case PointSearch.Found found -> callback.submitted(found.fence());
            case PointSearch.Missing missing -> waiters.add(new Waiter(point, callback));
        }
    }

    /**
     * Takes a callback off again.
     *
     * @return true if it was waiting: it will not be called
     * @kernel drm_syncobj_remove_wait()
     */
    public boolean cancelWait(PointCallback callback) {
        for (int i = 0; i < waiters.size(); i++) {
            if (waiters.get(i).callback == callback) {
                waiters.remove(i);
                return true;
            }
        }
        return false;
    }

    /**
     * Walks the whole chain, so that signalled links are cut out wherever they are. Linux does it at every point; doing it when the
     * chain may have doubled bounds the memory as well, and the walk costs a constant for each point.
     */
    private void collect(FenceChain link) {
        int links = 0;
        for (Fence each = link.fence(); each != null; each = FenceChain.before(each)) {
            links++;
        }
        linksAtLastWalk = links;
        addedSinceWalk = 0;
    }

    /** Takes the first waiter out whose point is there. One at a time, since a callback may add points and cancel waits. */
    private @Nullable Waiter takeServed() {
        for (int i = 0; i < waiters.size(); i++) {
            if (waiters.get(i).point <= lastSubmitted()) {
                return waiters.remove(i);
            }
        }
        return null;
    }

    private Fence fenceOf(long point) {
        return switch (find(point)) {
            case PointSearch.Found found -> found.fence();
            case PointSearch.Missing missing ->
                throw new IllegalStateException("point " + point + " is submitted but not found");
        };
    }
}
