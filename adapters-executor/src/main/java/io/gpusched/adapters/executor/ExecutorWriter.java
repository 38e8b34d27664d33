package io.gpusched.adapters.executor;

import io.gpusched.domain.time.Nanos;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer on an executor that others use too, as Guava's {@code SequentialExecutor} is. When there is something to do, it hands a
 * <i>turn</i> to the executor: a limited number of steps, in one go, on whatever thread comes. When the turn is over and there is more to do,
 * it hands over another one, behind what others have submitted meanwhile.
 *
 * <p><b>What it keeps.</b> The state of the one turn, an atomic variable. The alarm that is set for the first timer, which only the running
 * turn touches, and whether an alarm has rung since, which its thread sets.
 *
 * <p><b>States.</b> There is at most one turn. It goes from <i>none</i> to <i>handed</i> to <i>running</i>, and from there to none or, if there
 * is more to do, to handed. Each move is a compare-and-set, and the thread that wins it has the right to hand over, to run, or to give up.
 *
 * <p><b>Why no news is lost.</b> A thread with news first leaves it and then looks at the turn; a thread that ends a turn first says so and then
 * looks for news. So at least one of them sees the other.
 *
 * <p><b>The executor</b> may
 * <ul>
 *   <li>run the turn at once, on the thread that hands it over: the turns then follow each other there, without nesting;
 *   <li>reject it: it is offered again a little later, and nothing is lost. If the executor has been shut down the writer fails;
 *   <li>end with the turn still in its queue, as after {@link ExecutorService#shutdownNow}: the next post, close or drain notices, and
 *       the writer fails;
 *   <li>not drop it silently: that cannot be noticed.
 * </ul>
 * So close the writer first and the executor when it has ended. The last turn has no limit, so an executor that runs what was submitted
 * before its shutdown is enough.
 *
 * <p><b>Timers.</b> An alarm of the scheduled executor wakes the writer for its first timer, and does nothing else: the timer fires in a turn. An
 * alarm that comes too early costs an empty turn. That is cheaper than to set it anew whenever the first timer moves, which under a timeout is
 * nearly every job.
 *
 * <p><b>What was left.</b> One task of the executor for each step loses the order and costs a hand-over for each; a turn without a limit keeps
 * a thread of a shared pool for itself. A lock around the state, as in {@code SequentialExecutor}, would be held while the executor rejects
 * or runs the turn at once, on the same thread.
 */
public final class ExecutorWriter extends LiveWriter {
    private enum Turn {
        NONE,
        HANDED,
        RUNNING
    }

    private static final long RETRY_NANOS = 1_000_000;

    private final Executor executor;
    private final ScheduledExecutorService alarms;
    private final int stepsPerTurn;
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.NONE);
    private volatile boolean alarmRang;

    // Touched by the running turn only.
    private @Nullable Future<?> alarm;
    private long alarmDueNanos;

    private ExecutorWriter(
            Executor executor,
            ScheduledExecutorService alarms,
            int stepsPerTurn,
            Consumer<? super Throwable> onFailure) {
        super(onFailure);
        if (stepsPerTurn < 1) {
            throw new IllegalArgumentException("a turn has at least 1 step, not " + stepsPerTurn);
        }
        this.executor = executor;
        this.alarms = alarms;
        this.stepsPerTurn = stepsPerTurn;
    }

    /**
     * Makes a writer. It uses no thread until something is posted.
     *
     * @param executor runs its steps
     * @param alarms wakes it for timers and hands rejected turns over again; runs nothing else
     * @param stepsPerTurn how many steps it runs before others get their turn on the executor's thread, at least 1
     * @param onFailure told once if it fails, by the thread that would have gone on
     */
    public static ExecutorWriter on(
            Executor executor,
            ScheduledExecutorService alarms,
            int stepsPerTurn,
            Consumer<? super Throwable> onFailure) {
        return new ExecutorWriter(executor, alarms, stepsPerTurn, onFailure);
    }

    @Override
    void wake() {
        switch (turn.get()) {
            case NONE -> {
                if (turn.compareAndSet(Turn.NONE, Turn.HANDED)) {
                    handOver();
                }
            }
            case HANDED -> {
                if (executor instanceof ExecutorService service && service.isTerminated()) {
                    giveUp(new RejectedExecutionException("the executor ended and has not run the writer"));
                }
            }
            case RUNNING -> {
                // It looks for news when it is over.
            }
        }
    }

    @Override
    public void checkRunning() {
        if (turn.get() == Turn.HANDED) {
            wake();
        }
    }

    private void handOver() {
        boolean more = true;
        while (more) {
            HandedTurn handed = new HandedTurn();
            try {
                executor.execute(handed);
            } catch (RejectedExecutionException rejection) {
                handOverLater(rejection);
                return;
            } catch (Throwable broken) {
                giveUp(broken);
                return;
            }
            more = handed.isLeftToGiver() && runTurn();
        }
    }

    private void handOverLater(RejectedExecutionException rejection) {
        if (executor instanceof ExecutorService service && service.isShutdown()) {
            giveUp(rejection);
            return;
        }
        try {
            Future<?> _ = alarms.schedule(this::handOverAgain, RETRY_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException noAlarm) {
            rejection.addSuppressed(noAlarm);
            giveUp(rejection);
        }
    }

    private void handOverAgain() {
        if (turn.get() == Turn.HANDED) {
            handOver();
        }
    }

    private void giveUp(Throwable reason) {
        if (turn.compareAndSet(Turn.HANDED, Turn.RUNNING)) {
            strand(reason);
        }
    }

    /** Returns whether another turn is to be handed over, by the caller. */
    private boolean runTurn() {
        if (!turn.compareAndSet(Turn.HANDED, Turn.RUNNING)) {
            return false;
        }
        if (alarmRang) {
            alarmRang = false;
            alarm = null;
        }
        boolean more = runSteps(stepsPerTurn);
        if (takeInterrupt()) {
            Thread.currentThread().interrupt();
        }
        boolean idle = !more && !hasEnded() && setAlarm();
        if (hasEnded()) {
            cancelAlarm();
            return false;
        }
        if (!idle) {
            turn.set(Turn.HANDED);
            return true;
        }
        turn.set(Turn.NONE);
        return (hasNews() || alarmRang) && turn.compareAndSet(Turn.NONE, Turn.HANDED);
    }

    /** Sees to it that somebody wakes the writer for its first timer; returns false if that is due already. */
    private boolean setAlarm() {
        long due = nextDueNanos();
        if (due == Nanos.NEVER) {
            return true;
        }
        // An alarm that is early costs an empty turn; setting one anew for each timer that moves costs more.
        if (alarm != null && alarmDueNanos <= due && !alarms.isShutdown()) {
            return true;
        }
        long delayNanos = due - nowNanos();
        if (delayNanos <= 0) {
            return false;
        }
        cancelAlarm();
        try {
            alarm = alarms.schedule(this::ring, delayNanos, TimeUnit.NANOSECONDS);
            alarmDueNanos = due;
        } catch (RejectedExecutionException noAlarm) {
            strand(noAlarm);
        }
        return true;
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void ring() {
        alarmRang = true;
        wake();
    }

    @Override
    public String toString() {
        return "writer on " + executor;
    }

    /** What the executor is given. It notices when the executor runs it at once, on the very thread that hands it over. */
    private final class HandedTurn implements Runnable {
        private final Thread giver = Thread.currentThread();
        private boolean given;
        private boolean leftToGiver;

        @Override
        public void run() {
            if (Thread.currentThread() == giver && !given) {
                leftToGiver = true;
            } else if (runTurn()) {
                handOver();
            }
        }

        /** Called once, by the giver, when the executor has returned. */
        boolean isLeftToGiver() {
            given = true;
            return leftToGiver;
        }
    }
}
