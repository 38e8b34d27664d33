package io.gpusched.testkit;

import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A writer that a test moves by hand, one step at a time. All queues share one line; steps posted to the mailbox go to its end. The
 * caller's thread is the writer, unless the test {@linkplain #pretendOtherThread says otherwise}.
 *
 * <pre>
 * ManualWork work = new ManualWork();
 * Device device = new Device(work, Tracepoints.NONE);
 * ...
 * work.runNext();       // one step
 * work.runAll();        // until no work is queued
 * work.advance(1_000);  // a microsecond passes: timers fire, and their work runs
 * </pre>
 */
public final class ManualWork implements Writer, Mailbox {
    private final ArrayDeque<Work> line = new ArrayDeque<>();
    private final ArrayDeque<Runnable> drains = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock();
    private final ManualTimers timers = new ManualTimers(clock);
    private final OrderedWorkQueue queue = new ManualQueue();
    private Runnable afterStep = () -> {};
    private boolean current = true;

    /** Makes a writer with nothing to do, at time 0. */
    public ManualWork() {}

    /** Has something done after each work item and each timer: a check, say. */
    public void afterEachStep(Runnable check) {
        afterStep = check;
    }

    /** Runs an action as if on a thread that is not the writer's. */
    public void pretendOtherThread(Runnable action) {
        current = false;
        try {
            action.run();
        } finally {
            current = true;
        }
    }

    /** Returns the work items that are queued, the oldest first. */
    public List<Work> queued() {
        return List.copyOf(line);
    }

    /**
     * Runs the oldest work item; when there is none, what waits for just that.
     *
     * @return false if there was nothing to run
     */
    public boolean runNext() {
        Work work = line.poll();
        Runnable step = work == null ? drains.poll() : work::run;
        if (step == null) {
            return false;
        }
        if (work != null) {
            work.release();
        }
        step.run();
        afterStep.run();
        return true;
    }

    /** Runs work items until none is queued. */
    public void runAll() {
        while (runNext()) {
            // One step at a time.
        }
    }

    /**
     * Lets time pass: runs all work, fires the first timer that is due, runs all work, and so on.
     *
     * @param nanos how much time passes, not negative
     */
    public void advance(long nanos) {
        long end = Math.addExact(clock.nanos(), nanos);
        runAll();
        while (timers.isAnyDueBy(end)) {
            timers.fireNext();
            afterStep.run();
            runAll();
        }
        clock.moveTo(end);
    }

    @Override
    public OrderedWorkQueue ordered(String name) {
        return queue;
    }

    @Override
    public ManualTimers timers() {
        return timers;
    }

    @Override
    public long nowNanos() {
        return clock.nanos();
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        return current;
    }

    @Override
    public boolean post(Runnable step) {
        return queue.queue(new Work() {
            @Override
            public void run() {
                step.run();
            }
        });
    }

    private final class ManualQueue implements OrderedWorkQueue {
        @Override
        public boolean queue(Work work) {
            if (!work.claim()) {
                return false;
            }
            line.add(work);
            return true;
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
    }
}
