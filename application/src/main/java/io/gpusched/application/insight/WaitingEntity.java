package io.gpusched.application.insight;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An entity, as the events tell of it: its jobs that were not selected yet. */
final class WaitingEntity {
    private final Deque<WaitingJob> queue = new ArrayDeque<>();
    private @Nullable Moment killed;
    private @Nullable WaitingJob killedHead;
    private @Nullable Moment moved;

    void add(WaitingJob job, Moment now) {
        WaitingJob before = queue.peekLast();
        if (before == null) {
            job.becomesHead(now);
        } else {
            job.isBehind(before, queue.size());
        }
        queue.add(job);
        if (killed != null) {
            job.kill(now);
        }
    }

    /** Takes a job out of the queue, if it is still there. */
    void remove(WaitingJob job, Moment now) {
        if (job == queue.peekFirst()) {
            queue.removeFirst();
            WaitingJob next = queue.peekFirst();
            if (next != null) {
                next.becomesHead(now);
            }
        }
    }

    void kill(Moment now) {
        killed = now;
        killedHead = queue.peekFirst();
        queue.forEach(each -> each.kill(now));
    }

    /** Records that a new priority may have moved the entity to another place. */
    void hasMoved(Moment now) {
        moved = now;
    }

    /** Tells whether the entity stood in the same place from a moment on. */
    boolean hasStoodStillSince(Moment then) {
        return moved == null || then.isAfter(moved);
    }

    /** Returns the jobs that are, or were when the entity was killed, the first of the queue. */
    Stream<WaitingJob> heads() {
        WaitingJob head = queue.peekFirst();
        Stream<WaitingJob> now = head == null ? Stream.of() : Stream.of(head);
        return killedHead == null ? now : Stream.concat(now, Stream.of(killedHead));
    }
}
