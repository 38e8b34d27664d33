package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of requests from any thread to the writer. They are put on a stack, and the writer takes the whole stack at once and turns it
 * round. So the writer is told, by its mailbox, only when the stack was empty: under load once for many requests. And when the writer has
 * ended, what is left can be found here and refused, so nobody waits for ever.
 *
 * <p>All requests run in the order in which they were put on the stack, those of one thread in the order of its calls. The stack counts the
 * jobs as well, so that numbering them costs no atomic variable of its own.
 */
final class RequestQueue {
    /** How many requests are done before others of the writer get their turn. */
    private static final int REQUESTS_PER_STEP = 64;

    private final AtomicReference<Request> stack = new AtomicReference<>(new Request.Bottom(0));
    private final Writer writer;
    private final Runnable step = this::runSome;

    // Touched by the writer only: what was taken off the stack, and the item that goes on with it.
    private @Nullable Request line;
    private final Work rest = new Rest();

    RequestQueue(Writer writer) {
        this.writer = writer;
    }

    /**
     * Brings a request on its way; called from any thread. It will be run or refused.
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

    /** The writer has ended: refuses what has not run. Called on the writer. */
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
