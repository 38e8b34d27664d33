package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Work;
import org.jspecify.annotations.Nullable;

/** A work item as an exploring writer sees it; one for each {@link Work}, however often it is queued. */
public final class WorkItem extends Activity {
    final Work work;
    /** The queue that it is on, or was taken from. */
    @Nullable
    public ExploredQueue queue;

    WorkItem(int actor, Work work) {
        super(actor);
        this.work = work;
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
