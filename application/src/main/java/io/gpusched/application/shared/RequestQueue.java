package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests from any thread to the writer. Requests run in the order in which they were put in, so those of one thread run in the
 * order of its calls.
 *
 * <p>It is a stack. A thread puts its request on top with one compare-and-set. The writer takes the whole stack at once and reverses it. If
 * the stack was empty before, the thread that put the first request there wakes the writer through its mailbox. Under load that happens once
 * for many requests, where a mailbox alone would cost a message for each.
 *
 * <p>At the bottom lies a {@link Request.Bottom}, a new one each time the stack is taken. It carries the number of jobs submitted so far, so
 * each job gets its number from the link below it and needs no atomic counter. A new object each time also makes the compare-and-set safe: a
 * thread that has seen an older bottom notices that the stack was taken in between.
 *
 * <p>The writer runs at most 64 requests in one step. What is left goes on as a work item behind the others, so the scheduler's own work is
 * not kept waiting by a flood of submissions.
 *
 * <p>When the writer has ended, its mailbox refuses, and the thread that finds out refuses everything on the stack. A request that was put
 * there while the writer ended is found by {@link #end}. So each request is run or refused, and nobody waits for ever.
 */
final class RequestQueue {
    /** How many requests run in one step, before other work of the writer gets its turn. */
    private static final int REQUESTS_PER_STEP = 64;

    private final AtomicReference<Request> stack = new AtomicReference<>(new Request.Bottom(0));
    private final Writer writer;
    private final Runnable step = this::runSome;

    // Writer only: what was taken off the stack, and the item that goes on with it.
    private @Nullable Request line;
    private final Work rest = new Rest();

    RequestQueue(Writer writer) {
        this.writer = writer;
    }

    /**
     * Adds a request, which will be run or refused. Called from any thread.
     *
     * @return null, or why it was refused
     */
    Rejection.@Nullable DeviceClosed add(Request request) {
        int jobs = request instanceof SubmittedJob ? 1 : 0;
        Request before;
        do {
            before = stack.get();
            request.next = before;
            request.jobs = before.jobs + jobs;
        } while (!stack.compareAndSet(before, request));
        if (before instanceof Request.Bottom) {
            return tellWriter();
        }
        writer.mailbox().checkRunning();
        return null;
    }

    private Rejection.@Nullable DeviceClosed tellWriter() {
        Rejection.DeviceClosed reason;
        try {
            if (writer.mailbox().post(step)) {
                return null;
            }
            reason = new Rejection.DeviceClosed(null);
        } catch (IllegalStateException writerFailed) {
            reason = new Rejection.DeviceClosed(writerFailed.getCause());
        }
        refuseAll(takeStack(), reason);
        return reason;
    }

    /** Refuses all requests that have not run, because the writer has ended. Called on the writer. */
    void end(Rejection.DeviceClosed reason) {
        Request taken = line;
        line = null;
        refuseAll(taken, reason);
        refuseAll(takeStack(), reason);
    }

    private void runSome() {
        for (int i = 0; i < REQUESTS_PER_STEP; i++) {
            Request request = line == null ? takeStack() : line;
            if (request == null) {
                return;
            }
            line = request.next;
            request.next = null;
            request.run();
        }
        if (line != null || !(stack.get() instanceof Request.Bottom)) {
            writer.ordered("submit").queue(rest);
        }
    }

    /** Takes everything off the stack, the oldest first. */
    private @Nullable Request takeStack() {
        Request newest;
        do {
            newest = stack.get();
            if (newest instanceof Request.Bottom) {
                return null;
            }
        } while (!stack.compareAndSet(newest, new Request.Bottom(newest.jobs)));
        Request oldest = null;
        for (Request request = newest; request != null && !(request instanceof Request.Bottom); ) {
            Request before = request.next;
            request.next = oldest;
            oldest = request;
            request = before;
        }
        return oldest;
    }

    private static void refuseAll(@Nullable Request first, Rejection.DeviceClosed reason) {
        Request request = first;
        while (request != null) {
            Request after = request.next;
            request.next = null;
            request.refuse(reason);
            request = after;
        }
    }

    private final class Rest extends Work {
        @Override
        public void run() {
            runSome();
        }

        @Override
        public String toString() {
            return "the rest of the requests";
        }
    }
}
