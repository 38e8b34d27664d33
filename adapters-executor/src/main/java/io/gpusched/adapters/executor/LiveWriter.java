package io.gpusched.adapters.executor;

import io.gpusched.adapters.agenda.Agenda;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.time.Nanos;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer in real time, which other threads reach by posting steps.
 *
 * <p><b>What it keeps.</b> An {@link Agenda}, the line of work and the heap of timers, which one thread at a time looks after: the current
 * thread. An {@link Inbox}, through which all other threads reach it. Two volatile fields, which other threads read: who the current thread
 * is, and why the writer failed. There is no lock. A subclass decides which thread is the current one and how it is woken.
 *
 * <p><b>A step.</b> The posted steps go to the end of the line. Then the oldest item runs or the first due timer fires; when there are both,
 * they take turns, so neither keeps the other waiting for good. The clock is read at most once in a step, when somebody asks.
 *
 * <p><b>States.</b> A writer is open, then closing, then it has ended; or it fails, which ends it at once. No state is left again.
 * <ul>
 *   <li>{@link #close} refuses posts from then on. Every step that was accepted runs, and every item that was queued by then. What
 *       those queue in turn is dropped, and timers are disarmed, so every writer comes to its end.
 *   <li>An exception or an {@link Error} from a step is a failure. Nothing runs after it; what was accepted is dropped. The failure is
 *       reported once, on the writer, and is the cause of the exception that refuses later posts.
 * </ul>
 * Either way {@link #ended} reports what was dropped. Interrupting a writer's thread has no effect on the writer: the flag is cleared
 * before each step, and a thread that is lent gets it back.
 *
 * <p><b>Why it is right.</b> Only the current thread touches the agenda. It changes only by a hand-over through an atomic variable of the
 * subclass, so each current thread sees what the one before did. A thread that posts adds its step first and wakes the writer then; a writer
 * that is about to sleep announces that first and then looks for news ({@link #hasNews}). So one of the two sees the other. Whether the writer
 * is closing is asked before the posted steps are taken: a step that was accepted before the close stands in the line before its end.
 *
 * <p><b>What was tried and left.</b> Reading the clock in every step cost three readings a job, 20 ns each. Waking the writer for every step
 * costs more than the step; the device posts one step for a whole stack of jobs instead. A lock around the agenda would make completions wait
 * for whoever holds it, and the explorer could not show that order alone is enough. A {@code DelayQueue} for the timers is shared by threads
 * and keeps no order among equal times, which traces need.
 */
public abstract sealed class LiveWriter implements Writer, Mailbox, AutoCloseable permits ExecutorWriter, ThreadWriter {
    private final Agenda agenda = new Agenda(this::isCurrent, this::nowNanos);
    private final Inbox inbox = new Inbox();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final Consumer<? super Throwable> onFailure;
    private final long originNanos = System.nanoTime();
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread current;

    // Touched by the current thread only.
    private boolean endQueued;
    private boolean timersTurn;
    private boolean interrupted;
    private long droppedSteps;
    private long droppedItems;

    LiveWriter(Consumer<? super Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /** Sees to it that somebody looks after the agenda. Called from any thread, after each piece of news. */
    abstract void wake();

    @Override
    public final boolean post(Runnable step) {
        boolean accepted = accept(step);
        if (!accepted && failure != null) {
            throw new IllegalStateException("the writer has failed", failure);
        }
        return accepted;
    }

    private boolean accept(Runnable step) {
        boolean accepted = inbox.accept(step);
        if (accepted) {
            wake();
        }
        return accepted;
    }

    /**
     * Ends the writer, after what it has to do now. Does not wait for that, so it may be called from anywhere, also from a step; who
     * wants to wait has {@link #ended}. Closing again changes nothing.
     */
    @Override
    public final void close() {
        inbox.close();
        wake();
    }

    /** Returns how the writer ended, once it has. */
    public final CompletionStage<Ending> ended() {
        return ended.minimalCompletionStage();
    }

    /**
     * Waits for what was posted and queued before, from any thread.
     *
     * @return completes on the writer; fails if the writer ends first
     * @kernel __flush_workqueue()
     */
    public final CompletionStage<@Nullable Void> flush() {
        return await(Awaited.flush());
    }

    /**
     * Waits until nothing is queued, from any thread; see {@link OrderedWorkQueue#drain}.
     *
     * @return completes on the writer; fails if the writer ends first
     * @kernel drain_workqueue()
     */
    public final CompletionStage<@Nullable Void> drain() {
        return await(Awaited.drain(agenda));
    }

    private CompletionStage<@Nullable Void> await(Awaited step) {
        if (!accept(step)) {
            step.fail(failure);
        }
        return step.done();
    }

    /** {@inheritDoc} All names are one line. */
    @Override
    public final OrderedWorkQueue ordered(String name) {
        return agenda;
    }

    @Override
    public final Timers timers() {
        return agenda;
    }

    @Override
    public final Clock clock() {
        return agenda;
    }

    @Override
    public final Mailbox mailbox() {
        return this;
    }

    @Override
    public final boolean isCurrent() {
        return current == Thread.currentThread();
    }

    @Override
    public final void onEnd(Consumer<@Nullable Throwable> told) {
        CompletionStage<Ending> _ = ended.whenComplete((ending, never) -> told.accept(ending.failure()));
    }

    /**
     * Runs steps. One thread at a time calls this, and each sees what the one before did.
     *
     * @param limit how many steps to run at most; the last ones before the end are run whatever the limit
     * @return false if there is nothing to do until there is news or a timer is due
     */
    final boolean runSteps(int limit) {
        current = Thread.currentThread();
        try {
            for (int steps = 0; steps < limit || endQueued; steps++) {
                if (hasEnded() || !runStep()) {
                    return false;
                }
            }
            return true;
        } catch (Throwable thrown) {
            end(thrown);
            return false;
        } finally {
            current = null;
        }
    }

    private boolean runStep() {
        interrupted |= Thread.interrupted();
        takeMail();
        agenda.letTimePass();
        timersTurn = !timersTurn;
        return timersTurn ? agenda.fireTimer() || agenda.runItem() : agenda.runItem() || agenda.fireTimer();
    }

    private void takeMail() {
        // Asked before the mail is taken: whatever was accepted before the close is then in the line before the end.
        boolean closing = inbox.isClosing();
        inbox.emptyInto(agenda);
        if (closing && !endQueued) {
            endQueued = true;
            agenda.queue(new End());
        }
    }

    /** Tells, after {@link #runSteps} found nothing to do, whether something has come since. */
    final boolean hasNews() {
        return !inbox.isEmpty() || inbox.isClosing();
    }

    final boolean hasEnded() {
        return inbox.hasEnded();
    }

    /** Returns when the first timer is due, or {@link Nanos#NEVER}. */
    final long nextDueNanos() {
        return agenda.nextDueNanos();
    }

    @Override
    public final long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    /** Tells whether the thread was interrupted since this was asked last. */
    final boolean takeInterrupt() {
        boolean taken = interrupted;
        interrupted = false;
        return taken;
    }

    /**
     * The writer gets no thread any more. It has then failed, unless it was closed and had nothing left to do. Called by the one who
     * would have run steps.
     */
    final void strand(Throwable reason) {
        current = Thread.currentThread();
        try {
            boolean nothingLeft = inbox.isClosing() && inbox.isEmpty() && agenda.isQuiet();
            end(nothingLeft ? null : reason);
        } finally {
            current = null;
        }
    }

    private void end(@Nullable Throwable cause) {
        failure = cause;
        inbox.end();
        inbox.emptyInto(agenda);
        for (Work work = agenda.takeItem(); work != null; work = agenda.takeItem()) {
            switch (work) {
                case Posted posted when cause == null -> posted.run();
                case Posted posted -> drop(posted.step());
                case End end -> {}
                default -> droppedItems++;
            }
        }
        for (Runnable waiting = agenda.takeDrain(); waiting != null; waiting = agenda.takeDrain()) {
            drop(waiting);
        }
        long disarmedTimers = 0;
        while (agenda.dropTimer()) {
            disarmedTimers++;
        }
        if (cause != null) {
            report(cause);
        }
        ended.complete(new Ending(cause, droppedSteps, droppedItems, disarmedTimers));
    }

    private void report(Throwable cause) {
        try {
            onFailure.accept(cause);
        } catch (RuntimeException | Error unreported) {
            unreported.addSuppressed(cause);
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, unreported);
        }
    }

    private void drop(Runnable step) {
        if (step instanceof Awaited awaited) {
            awaited.fail(failure);
        } else {
            droppedSteps++;
        }
    }

    /** The last item of a closed writer. */
    private final class End extends Work {
        @Override
        public void run() {
            end(null);
        }
    }
}
