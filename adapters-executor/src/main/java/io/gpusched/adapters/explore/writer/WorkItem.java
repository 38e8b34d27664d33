package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Work;
import org.jspecify.annotations.Nullable;

/** A work item on an exploring writer: one for each {@link Work}, however often it is queued. */
public final class WorkItem extends Activity {
    final Work work;
    private @Nullable ExploredQueue queue;

    WorkItem(int actor, Work work) {
        super(actor);
        this.work = work;
    }

    void isQueuedOn(ExploredQueue which) {
        queue = which;
    }

    /** Returns the queue that the item is on, or was taken from. */
    public ExploredQueue queue() {
        ExploredQueue on = queue;
        if (on == null) {
            throw new IllegalStateException(work + " was never queued");
        }
        return on;
    }

    /** The item is over. A step that waited for the line to be empty was on no queue. */
    void leaveQueue() {
        if (queue != null) {
            queue.itemEnds();
        }
    }

    @Override
    public Kind kind() {
        return Kind.WORK;
    }

    @Override
    void perform() {
        work.run();
    }

    @Override
    public boolean isOfScheduler() {
        return isOfScheduler(work.getClass());
    }

    @Override
    String describe() {
        return work.toString();
    }
}
