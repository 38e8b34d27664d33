package io.gpusched.adapters.explore;

import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work items of all queues of an exploring writer, oldest first, and which of them may begin.
 *
 * <p>The rules of a work queue: an item is queued at most once; it never overlaps itself; an ordered queue begins its oldest item only;
 * no more items of a queue are under way than its discipline allows.
 */
final class WorkLine {
    private final boolean queuesOverlap;
    private final List<WorkItem> known = new ArrayList<>();
    private final List<WorkItem> waiting = new ArrayList<>();
    private int active;
    private long looks;

    WorkLine(boolean queuesOverlap) {
        this.queuesOverlap = queuesOverlap;
    }

    void add(Work work, ExploredQueue queue) {
        WorkItem item = find(work);
        item.queue = queue;
        waiting.add(item);
    }

    void remove(Work work) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).work == work) {
                waiting.remove(i);
                return;
            }
        }
        throw new IllegalStateException(work + " says that it is queued, but is not here");
    }

    /** Adds the items that may begin now. */
    void gather(OptionList into) {
        looks++;
        for (int i = 0; i < waiting.size(); i++) {
            WorkItem item = waiting.get(i);
            ExploredQueue queue = queueOf(item);
            boolean first = queue.seenAt != looks;
            queue.seenAt = looks;
            if ((first || !queue.discipline().inOrder()) && mayBegin(item, queue)) {
                into.add(item);
            }
        }
    }

    private boolean mayBegin(WorkItem item, ExploredQueue queue) {
        return active == 0 || (!item.isUnderWay() && !queue.isFull() && (queuesOverlap || active == queue.active()));
    }

    void begin(WorkItem item) {
        remove(item.work);
        item.work.release();
        item.begin();
        active++;
        queueOf(item).itemBegins();
    }

    void end(WorkItem item) {
        item.end();
        active--;
        queueOf(item).itemEnds();
    }

    /** Returns the items that wait, oldest first. */
    List<WorkItem> waiting() {
        return waiting;
    }

    private WorkItem find(Work work) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).work == work) {
                return known.get(i);
            }
        }
        WorkItem item = new WorkItem(known.size(), work);
        known.add(item);
        return item;
    }

    static ExploredQueue queueOf(WorkItem item) {
        @Nullable ExploredQueue queue = item.queue;
        if (queue == null) {
            throw new IllegalStateException(item.work + " was never queued");
        }
        return queue;
    }
}
