package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The work items of all queues of an exploring writer, oldest first. Knows which of them may begin.
 *
 * <p>The rules of a work queue: an item is queued at most once and never overlaps itself; an ordered queue begins only its oldest item; no
 * more items of a queue are active than its discipline allows.
 */
public final class WorkLine {
    private final boolean queuesOverlap;
    private final IntSupplier actors;
    private final List<WorkItem> known = new ArrayList<>();
    private final List<WorkItem> waiting = new ArrayList<>();
    private final List<WorkItem> drains = new ArrayList<>(0);
    private int active;
    private long looks;

    /** Makes an empty line. Each new item is the next actor. */
    WorkLine(boolean queuesOverlap, IntSupplier actors) {
        this.queuesOverlap = queuesOverlap;
        this.actors = actors;
    }

    void add(Work work, ExploredQueue queue) {
        WorkItem item = find(work);
        item.isQueuedOn(queue);
        waiting.add(item);
    }

    /** Adds a step that waits until no item is queued or active. */
    void drain(Runnable then) {
        PostedStep step = new PostedStep("the line is empty", then);
        step.claim();
        WorkItem item = find(step);
        drains.add(item);
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
    void gather(Chooser into) {
        looks++;
        for (int i = 0; i < waiting.size(); i++) {
            WorkItem item = waiting.get(i);
            ExploredQueue queue = item.queue();
            boolean first = queue.seenAt != looks;
            queue.seenAt = looks;
            if ((first || !queue.discipline().inOrder()) && mayBegin(item, queue)) {
                into.add(item);
            }
        }
        if (waiting.isEmpty() && active == 0 && !drains.isEmpty()) {
            into.add(drains.getFirst());
        }
    }

    private boolean mayBegin(WorkItem item, ExploredQueue queue) {
        return active == 0 || (!item.isUnderWay() && !queue.isFull() && (queuesOverlap || active == queue.active()));
    }

    void begin(WorkItem item) {
        if (!drains.remove(item)) {
            remove(item.work);
            item.queue().itemBegins();
        }
        item.work.release();
        item.begin();
        active++;
    }

    void end(WorkItem item) {
        item.end();
        active--;
        item.leaveQueue();
    }

    /** Returns the steps that wait for the line to be empty, oldest first. */
    public List<WorkItem> drains() {
        return drains;
    }

    /** Returns the items that wait, oldest first. */
    public List<WorkItem> waiting() {
        return waiting;
    }

    private WorkItem find(Work work) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).work == work) {
                return known.get(i);
            }
        }
        WorkItem item = new WorkItem(actors.getAsInt(), work);
        known.add(item);
        return item;
    }
}
