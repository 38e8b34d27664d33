package io.gpusched.adapters.explore.writer;

import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an exploration in which items overlap. A suspended item needs a stack of its own, and in Java a stack is a thread. Only the
 * thread that holds the baton ever runs. The others are as good as data, so a schedule is as repeatable as without threads.
 *
 * <p>The run loop belongs to no thread: the thread whose item is suspended passes the baton to another thread, which continues the loop.
 * Where items do not overlap there is one strand, that of the caller, and no baton is ever passed.
 */
public final class Strands implements AutoCloseable {
    private final ArrayDeque<Strand> idle = new ArrayDeque<>();
    private final Strand main = new Strand();
    private Strand current = main;
    private @Nullable ExploredWriter driven;
    private volatile @Nullable String intruder;
    private int threads;
    private boolean closed;

    /** One thread, and the task that it begins when it gets the baton. */
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

    /** Unwinds the stacks of items that are suspended when a schedule ends. */
    static final class Unwind extends Error {
        private static final long serialVersionUID = 1L;

        Unwind() {
            super("the schedule is over", null, false, false);
        }
    }

    /** Takes note that a thread called which does not belong to the exploration. Called by that thread. */
    void otherThread() {
        intruder = Thread.currentThread().getName();
    }

    /** Ends the schedule if a thread has called that does not belong to the exploration. */
    public void requireNoOthers() {
        String name = intruder;
        if (name != null) {
            throw new ViolationException(
                    new Violation(ExplorationRules.NO_OTHER_THREADS, "thread '" + name + "' called", 0));
        }
    }

    /** Tells whether the calling thread has the baton. Without a schedule, every thread may call. */
    boolean isCurrent() {
        return driven == null || current.thread == Thread.currentThread();
    }

    /** Runs a schedule to its end, on the calling thread and on others. */
    void drive(ExploredWriter writer) {
        driven = writer;
        current = main;
        main.thread = Thread.currentThread();
        serve(main);
        driven = null;
    }

    /** Continues the loop whenever this strand has the baton. */
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

    /** Suspends the running item at a port call, and returns when it goes on. */
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
