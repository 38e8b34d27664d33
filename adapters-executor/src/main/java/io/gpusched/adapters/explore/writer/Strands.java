package io.gpusched.adapters.explore.writer;

import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an exploration in which items overlap. A suspended item needs a stack of its own to be suspended on, and a thread is
 * the stack that Java has. Only one of them ever runs: whoever holds the baton. So the others are as good as data, and a schedule is as
 * repeatable as without threads.
 *
 * <p>The run loop belongs to nobody: the thread whose item is suspended hands the baton to another one, which drives the loop from
 * there on. Where items do not overlap there is one strand, the caller's own, and no baton is ever passed.
 */
public final class Strands implements AutoCloseable {
    private final ArrayDeque<Strand> idle = new ArrayDeque<>();
    private final Strand main = new Strand();
    private Strand current = main;
    private @Nullable ExploredWriter driven;
    private volatile @Nullable String intruder;
    private int threads;
    private boolean closed;

    /** One thread, and what it is to do when it gets the baton. */
    static final class Strand {
        private final Semaphore baton = new Semaphore(0);
        private @Nullable Activity task;
        private @Nullable Thread thread;

        private @Nullable Activity takeTask() {
            Activity taken = task;
            task = null;
            return taken;
        }
    }

    /** Ends the items that are suspended when a schedule ends. */
    static final class Unwind extends Error {
        private static final long serialVersionUID = 1L;

        Unwind() {
            super("the schedule is over", null, false, false);
        }
    }

    /** Notes that a thread called which is not of the exploration. From that thread. */
    void otherThread() {
        intruder = Thread.currentThread().getName();
    }

    /** Ends the schedule if any thread ever called that is not of the exploration. */
    public void requireNoOthers() {
        String name = intruder;
        if (name != null) {
            throw new ViolationException(
                    new Violation(ExplorationRules.NO_OTHER_THREADS, "thread '" + name + "' called", 0));
        }
    }

    /** Tells whether the calling thread has the baton; without a schedule everybody may call. */
    boolean isCurrent() {
        return driven == null || current.thread == Thread.currentThread();
    }

    /** Runs a schedule to its end, on the calling thread and others. */
    void drive(ExploredWriter writer) {
        driven = writer;
        current = main;
        main.thread = Thread.currentThread();
        serve(main);
        driven = null;
    }

    /** Has the baton, and drives the loop whenever it has it. */
    private void serve(Strand own) {
        while (!closed) {
            ExploredWriter writer = driven;
            if (writer == null) {
                throw new IllegalStateException("a strand has the baton although no schedule runs");
            }
            Activity resumed = writer.loop(own.takeTask());
            if (resumed == null && own == main) {
                return;
            }
            idle.push(own);
            if (resumed == null) {
                idle.remove(main);
            }
            pass(own, resumed == null ? main : takeStrand(resumed));
        }
    }

    /** At a port call: lets something else happen, and returns when the running item is to go on. */
    void suspend(Activity running, Activity next) {
        Strand own = current;
        running.strand = own;
        pass(own, next.strand == null ? withTask(next) : takeStrand(next));
    }

    private Strand withTask(Activity task) {
        Strand next = idle.isEmpty() ? start() : idle.pop();
        next.task = task;
        return next;
    }

    private static Strand takeStrand(Activity suspended) {
        Strand strand = suspended.strand;
        if (strand == null) {
            throw new IllegalStateException(suspended.label() + " is not suspended");
        }
        suspended.strand = null;
        return strand;
    }

    private void pass(Strand from, Strand to) {
        current = to;
        to.baton.release();
        from.baton.acquireUninterruptibly();
    }

    private Strand start() {
        Strand strand = new Strand();
        Thread.ofVirtual().name("strand-" + ++threads).start(() -> {
            strand.baton.acquireUninterruptibly();
            strand.thread = Thread.currentThread();
            serve(strand);
        });
        return strand;
    }

    /** Ends the threads; no schedule may be running. */
    @Override
    public void close() {
        closed = true;
        idle.forEach(each -> each.baton.release());
    }
}
