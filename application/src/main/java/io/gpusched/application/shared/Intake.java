package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of errands from any thread to the writer. They are put on a stack, and the writer takes the whole stack at once and turns it
 * round. So the writer is told, by its mailbox, only when the stack was empty: under load once for many errands. And when the writer has
 * ended, what is left can be found here and refused, so nobody waits for ever.
 *
 * <p>All errands run in the order in which they were put on the stack, those of one thread in the order of its calls. The stack counts the
 * jobs as well, so that numbering them costs no atomic variable of its own.
 */
final class Intake {
    /** How many errands are done before others of the writer get their turn. */
    private static final int ERRANDS_PER_STEP = 64;

    private final AtomicReference<Errand> stack = new AtomicReference<>(new Errand.Mark(0));
    private final Writer writer;
    private final Runnable step = this::runSome;

    // Touched by the writer only: what was taken off the stack, and the item that goes on with it.
    private @Nullable Errand line;
    private final Work rest = new Rest();

    Intake(Writer writer) {
        this.writer = writer;
    }

    /**
     * Brings an errand on its way; called from any thread. It will be run or refused.
     *
     * @return null, or why it was refused
     */
    Rejection.@Nullable DeviceClosed add(Errand errand) {
        int jobs = errand instanceof SubmittedJob ? 1 : 0;
        Errand before;
        do {
            before = stack.get();
            errand.next = before;
            errand.jobs = before.jobs + jobs;
        } while (!stack.compareAndSet(before, errand));
        if (before instanceof Errand.Mark) {
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
        Errand taken = line;
        line = null;
        refuseAll(taken, reason);
        refuseAll(takeStack(), reason);
    }

    private void runSome() {
        for (int i = 0; i < ERRANDS_PER_STEP; i++) {
            Errand errand = line == null ? takeStack() : line;
            if (errand == null) {
                return;
            }
            line = errand.next;
            errand.next = null;
            errand.run();
        }
        if (line != null || !(stack.get() instanceof Errand.Mark)) {
            writer.ordered("submit").queue(rest);
        }
    }

    /** Takes everything off the stack, the oldest first. */
    private @Nullable Errand takeStack() {
        Errand newest;
        do {
            newest = stack.get();
            if (newest instanceof Errand.Mark) {
                return null;
            }
        } while (!stack.compareAndSet(newest, new Errand.Mark(newest.jobs)));
        Errand oldest = null;
        for (Errand errand = newest; errand != null && !(errand instanceof Errand.Mark); ) {
            Errand before = errand.next;
            errand.next = oldest;
            oldest = errand;
            errand = before;
        }
        return oldest;
    }

    private static void refuseAll(@Nullable Errand first, Rejection.DeviceClosed reason) {
        Errand errand = first;
        while (errand != null) {
            Errand after = errand.next;
            errand.next = null;
            errand.refuse(reason);
            errand = after;
        }
    }

    private final class Rest extends Work {
        @Override
        public void run() {
            runSome();
        }

        @Override
        public String toString() {
            return "the rest of the errands";
        }
    }
}
