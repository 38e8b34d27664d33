package io.gpusched.adapters.executor;

import io.gpusched.application.port.OrderedWorkQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The posted steps that the writer has not seen yet. Any thread may add one, only the writer takes them out, and it can be closed
 * without a lock: a step that was accepted is always taken out, one that was refused never.
 *
 * <p>A thread that adds a step looks again afterwards whether the writer has ended. If so, either the writer still finds the step, or it
 * does not; they ask the step itself, see {@link Posted#settle}.
 */
final class Inbox {
    private enum Phase {
        OPEN,
        CLOSING,
        ENDED
    }

    private static final int CHUNK = 256;

    private final Queue<Posted> mail = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);

    /**
     * Adds a step. Called from any thread.
     *
     * @return false if it was not accepted
     */
    boolean accept(Runnable step) {
        if (phase.get() != Phase.OPEN) {
            return false;
        }
        Posted posted = new Posted(step);
        mail.add(posted);
        return phase.get() != Phase.ENDED || !posted.settle();
    }

    /** Accepts nothing from now on. Called from any thread. */
    void close() {
        phase.compareAndSet(Phase.OPEN, Phase.CLOSING);
    }

    /** Ends the inbox: the writer {@linkplain #emptyInto empties} it once more and takes nothing out after that. */
    void end() {
        phase.set(Phase.ENDED);
    }

    /** Puts all steps that are there at the end of a line. Called on the writer. */
    void emptyInto(OrderedWorkQueue line) {
        for (Posted posted = mail.poll(); posted != null; posted = mail.poll()) {
            if (posted.settle()) {
                line.queue(posted);
            }
        }
    }

    boolean isEmpty() {
        return mail.isEmpty();
    }

    boolean isClosing() {
        return phase.get() == Phase.CLOSING;
    }

    boolean hasEnded() {
        return phase.get() == Phase.ENDED;
    }
}
