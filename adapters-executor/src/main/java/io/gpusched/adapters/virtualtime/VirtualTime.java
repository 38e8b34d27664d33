package io.gpusched.adapters.virtualtime;

import io.gpusched.adapters.agenda.Agenda;
import io.gpusched.adapters.jdk.JdkTime;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.domain.time.Nanos;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A writer in virtual time. There is one thread, the caller of {@link #run}. Another thread that posts a step meanwhile gets an exception: its
 * step would come at a time that no second run repeats.
 *
 * <p>The run loop: run the oldest work item; if there is none, move the clock to the first timer and fire it alone. Work takes no time; time
 * passes only between timers. So a run depends on nothing but its input, and takes as long as its work, not as its waits. Equal due times
 * fire in the order of arming, so the whole order is determined.
 *
 * <p>{@link #run} stops when nothing is left to do, or when the next timer is due after the end that was given. It does not move the clock
 * to that end: a run can go on later, as if it had not stopped. {@link #runOne} is the same loop one step at a time, for tests that look in
 * between.
 *
 * <p>An exception that a step throws leaves {@link #run} to its caller. The live writers report it and end instead, because there nobody
 * waits for a step.
 *
 * <p>The worker may take time to wake up, as a kernel worker does; see {@link #VirtualTime(LatencySource)}. The worker is awake or asleep. It
 * falls asleep when no work is queued. An item that is queued then starts a timer, and runs when that has fired. The order of items does not
 * change, only their times. Steps that are posted do not wait for the worker: they go to the end of the line, as on a live writer.
 */
public final class VirtualTime implements Writer, Timers, Clock, Mailbox {
    private final Agenda agenda = new Agenda(this::isCurrent);
    private final @Nullable SleepingWorkers sleeping;
    /** Who runs this at the moment; looked at by other threads, to find them out. */
    private volatile @Nullable Thread driver;

    /** Makes a writer whose workers are always awake. */
    public VirtualTime() {
        this.sleeping = null;
    }

    /**
     * Makes a writer whose queues have a worker each, which sleeps when nothing is queued there. What is queued then wakes it, and runs when it
     * is awake; what is queued until its line is empty runs at once. Still only one item runs at a time, and of the workers that are awake the
     * one whose next item was queued first goes on. Timers and posted steps wait for no worker.
     *
     * @param latency says how long the workers take to wake up
     */
    public VirtualTime(LatencySource latency) {
        this.sleeping = latency.workerIsAwake() ? null : new SleepingWorkers(agenda, latency);
    }

    /**
     * Runs until nothing is left to do, or the next timer is due after the end; the clock is not moved to the end.
     *
     * @param untilNanos the last time that is reached, or {@link Nanos#NEVER}
     */
    public void run(long untilNanos) {
        @Nullable Thread before = driver;
        driver = Thread.currentThread();
        try {
            while (runOne(untilNanos)) {
                // One step at a time.
            }
        } finally {
            driver = before;
        }
    }

    /**
     * Lets time pass: runs what is due until then, and moves the clock to the end. For tests of code that looks at the time; a run that may go on as
     * if it had not stopped calls {@link #run}.
     *
     * @param duration how long from now, not negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back, as " + duration + " would");
        }
        long end = Timer.due(agenda.nanos(), duration.toNanos());
        run(end);
        agenda.advanceTo(end);
    }

    /** Returns the executors, clocks and futures of the JDK in this time, for code that never heard of it. */
    public JdkTime jdk() {
        return new JdkTime(this);
    }

    /**
     * Runs one work item or fires one timer.
     *
     * @return false if there was nothing to do
     */
    public boolean runOne(long untilNanos) {
        if (sleeping == null ? agenda.runItem() : sleeping.runItem()) {
            return true;
        }
        long due = agenda.nextDueNanos();
        if (due == Nanos.NEVER || due > untilNanos) {
            return false;
        }
        agenda.advanceTo(due);
        return agenda.fireTimer();
    }

    /**
     * {@inheritDoc} In virtual time there are no other threads: the step goes to the end of the line.
     *
     * @throws IllegalStateException if another thread runs this writer at the moment
     */
    @Override
    public boolean post(Runnable step) {
        if (!isCurrent()) {
            throw new IllegalStateException("thread '" + Thread.currentThread().getName()
                    + "' posted a step while virtual time ran on another thread; it has one thread only");
        }
        return agenda.queue(new Posted(step));
    }

    /** {@inheritDoc} All names are one line, unless workers sleep. */
    @Override
    public OrderedWorkQueue ordered(String name) {
        return sleeping == null ? agenda : sleeping.of(name, LatencySource.OF_NONE);
    }

    @Override
    public OrderedWorkQueue ordered(String name, int scheduler) {
        return sleeping == null ? agenda : sleeping.of(name + " " + scheduler, scheduler);
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public Timer timer(Runnable action) {
        return agenda.timer(action);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long nanos() {
        return agenda.nanos();
    }

    @Override
    public long nowNanos() {
        return agenda.nanos();
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        @Nullable Thread running = driver;
        return running == null || running == Thread.currentThread();
    }

    private static final class Posted extends Work {
        private final Runnable step;

        Posted(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            step.run();
        }
    }
}
