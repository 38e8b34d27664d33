package io.gpusched.testkit.contract;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plainest writer that keeps all promises: lists, one thread, and a clock that its owner moves. It is there to be broken, one
 * promise at a time.
 */
class PlainWriter implements Writer, OrderedWorkQueue, Timers, Clock, Mailbox {
    private final List<Work> line = new ArrayList<>();
    private final List<Runnable> drains = new ArrayList<>();
    private final List<PlainTimer> armed = new ArrayList<>();
    private long now;
    private long armings;
    private boolean timersTurn;
    private boolean running;
    private boolean closed;
    private boolean ended;
    private boolean rejecting;
    private @Nullable Throwable failure;

    /**
     * Runs one step, without letting time pass.
     *
     * @return false if there is nothing to do
     */
    boolean runOne() {
        if (ended || rejecting) {
            return false;
        }
        running = true;
        try {
            timersTurn = !timersTurn;
            return timersTurn ? fireTimer() || runItem() : runItem() || fireTimer();
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
            return true;
        } finally {
            running = false;
            Thread.interrupted();
        }
    }

    /**
     * Moves the clock to the first timer.
     *
     * @return false if none is armed
     */
    boolean advance() {
        PlainTimer first = firstTimer();
        if (ended || first == null) {
            return false;
        }
        now = Math.max(now, first.due);
        return true;
    }

    private boolean runItem() {
        if (!line.isEmpty()) {
            Work next = takeNext(line);
            next.release();
            next.run();
            return true;
        }
        if (!drains.isEmpty()) {
            drains.removeFirst().run();
            return true;
        }
        return false;
    }

    private boolean fireTimer() {
        PlainTimer first = firstTimer();
        if (first == null || first.due > now) {
            return false;
        }
        armed.remove(first);
        first.action.run();
        return true;
    }

    private @Nullable PlainTimer firstTimer() {
        return armed.stream().min(timerOrder()).orElse(null);
    }

    /** Takes the item that is next out of the line. */
    Work takeNext(List<Work> waiting) {
        return waiting.removeFirst();
    }

    /** Returns the order in which timers fire. */
    Comparator<PlainTimer> timerOrder() {
        return Comparator.comparingLong((PlainTimer timer) -> timer.due).thenComparingLong(timer -> timer.number);
    }

    /** Ends the writer because of a bug in a step. */
    void fail(Throwable thrown) {
        failure = thrown;
        end();
    }

    private void end() {
        closed = true;
        ended = true;
        line.clear();
        drains.clear();
        armed.clear();
    }

    /** Refuses posts from now on, and ends after what is queued. */
    void close() {
        if (!closed) {
            closed = true;
            queue(new PlainStep(this::end));
        }
    }

    /** Begins or stops to do nothing, as over an executor that rejects. */
    void setRejecting(boolean rejecting) {
        this.rejecting = rejecting;
    }

    /** Tells whether the writer does nothing at present. */
    boolean isRejecting() {
        return rejecting;
    }

    /** Tells whether a step is running. */
    boolean isRunning() {
        return running;
    }

    /** Tells whether the writer has ended. */
    boolean hasEnded() {
        return ended;
    }

    /** Returns what the writer failed with, or null. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public boolean post(Runnable step) {
        if (failure != null) {
            throw new IllegalStateException("the writer has failed", failure);
        }
        return !closed && queue(new PlainStep(step));
    }

    @Override
    public boolean queue(Work work) {
        return work.claim() && line.add(work);
    }

    @Override
    public boolean cancel(Work work) {
        if (!line.remove(work)) {
            return false;
        }
        work.release();
        return true;
    }

    @Override
    public void drain(Runnable then) {
        drains.add(then);
    }

    @Override
    public Timer timer(Runnable action) {
        return new PlainTimer(action);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public OrderedWorkQueue ordered(String name) {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        return running;
    }

    /** A timer of this writer. */
    final class PlainTimer implements Timer {
        private final Runnable action;
        private long due;
        private long number;

        PlainTimer(Runnable action) {
            this.action = action;
        }

        /** Returns when it is due, in nanoseconds. */
        long due() {
            return due;
        }

        /** Returns its place among all armings. */
        long number() {
            return number;
        }

        @Override
        public void arm(long delayNanos) {
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative, as " + delayNanos + " ns is");
            }
            armed.remove(this);
            due = Math.addExact(now, delayNanos);
            number = armings++;
            armed.add(this);
        }

        @Override
        public boolean cancel() {
            return armed.remove(this);
        }

        @Override
        public boolean isArmed() {
            return armed.contains(this);
        }
    }

    private static final class PlainStep extends Work {
        private final Runnable step;

        PlainStep(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            step.run();
        }
    }
}
