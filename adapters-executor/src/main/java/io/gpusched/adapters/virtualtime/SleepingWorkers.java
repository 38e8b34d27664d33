package io.gpusched.adapters.virtualtime;

import io.gpusched.adapters.agenda.Agenda;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Work;
import io.gpusched.application.workload.LatencySource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The work queues of a writer with latency. Each has a worker of its own that sleeps when its line is empty, and is busy for a while after it
 * started a job. One item runs at a time all the same: the latencies overlap, the steps do not.
 */
final class SleepingWorkers {
    private final Agenda agenda;
    private final LatencySource latency;
    private final Map<String, SleepingWorker> workers = new TreeMap<>();
    private long queued;

    /**
     * Makes it without workers.
     *
     * @param agenda has the time, the timers, and the steps that wait for no worker
     */
    SleepingWorkers(Agenda agenda, LatencySource latency) {
        this.agenda = agenda;
        this.latency = latency;
    }

    /**
     * Returns the queue of a name.
     *
     * @param scheduler the id of the scheduler whose own it is, or {@link LatencySource#OF_NONE}
     */
    OrderedWorkQueue of(String name, int scheduler) {
        return workers.computeIfAbsent(name, it -> new SleepingWorker(scheduler));
    }

    /**
     * Runs one step, if there is one for which nobody has to wake up.
     *
     * @return false if there was nothing to run; then every worker with an empty line sleeps
     */
    boolean runItem() {
        @Nullable Work posted = agenda.takeItem();
        if (posted != null) {
            posted.run();
            return true;
        }
        @Nullable SleepingWorker next = firstInLine();
        if (next != null) {
            next.runFirst();
            return true;
        }
        @Nullable Runnable then = areIdle() ? agenda.takeDrain() : null;
        if (then != null) {
            then.run();
            return true;
        }
        workers.values().forEach(SleepingWorker::fallAsleep);
        return false;
    }

    private @Nullable SleepingWorker firstInLine() {
        @Nullable SleepingWorker first = null;
        for (SleepingWorker each : workers.values()) {
            if (each.awake && !each.line.isEmpty() && (first == null || each.firstNumber() < first.firstNumber())) {
                first = each;
            }
        }
        return first;
    }

    /** Whoever waits for empty lines does not need the workers. */
    private boolean areIdle() {
        return workers.values().stream().allMatch(each -> each.line.isEmpty());
    }

    /** An item in a line, and which one it is of all that were queued. */
    private record Place(Work work, long number) {}

    /** The line of work in front of one worker, and the worker. */
    private final class SleepingWorker implements OrderedWorkQueue {
        private final ArrayDeque<Place> line = new ArrayDeque<>();
        private final Timer wakeUp = agenda.timer(this::wake);
        private final int scheduler;
        private boolean awake;
        private boolean drawn;
        private long wakesAtNanos;
        private long busyUntilNanos;

        SleepingWorker(int scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public boolean queue(Work work) {
            if (!work.claim()) {
                return false;
            }
            line.add(new Place(work, queued++));
            if (!awake) {
                wakeUp();
            }
            return true;
        }

        long firstNumber() {
            return line.getFirst().number();
        }

        void runFirst() {
            Work work = line.remove().work();
            work.release();
            work.run();
            afterItem();
        }

        private void wake() {
            awake = true;
        }

        /** With the worker awake and nothing to do. */
        void fallAsleep() {
            if (awake) {
                awake = false;
                wakeUp.cancel();
            }
        }

        /**
         * The first that is queued wakes the worker, and later ones do not change when. But what was recorded counts more than what was drawn,
         * and of two wake-ups that were recorded the earlier one counts.
         */
        private void wakeUp() {
            boolean isRecorded = latency.workerIsRecorded();
            if (wakeUp.isArmed() && !isRecorded) {
                return;
            }
            long at = Math.max(agenda.nanos() + latency.worker(scheduler), busyUntilNanos);
            if (!wakeUp.isArmed() || drawn || at < wakesAtNanos) {
                wakeAt(at, !isRecorded);
            }
        }

        private void wakeAt(long nanos, boolean isDrawn) {
            wakesAtNanos = nanos;
            drawn = isDrawn;
            wakeUp.arm(nanos - agenda.nanos());
        }

        /** A worker that has started a job looks at its line again when it is through with that. */
        private void afterItem() {
            long busyNanos = latency.takeBusyNanos();
            if (busyNanos > 0) {
                awake = false;
                long at = agenda.nanos() + busyNanos;
                busyUntilNanos = latency.busyIsRecorded() ? at : 0;
                wakeAt(at, true);
            }
        }

        @Override
        public boolean cancel(Work work) {
            if (!work.isQueued() || !line.removeIf(each -> each.work() == work)) {
                return false;
            }
            work.release();
            return true;
        }

        @Override
        public void drain(Runnable then) {
            agenda.drain(then);
        }
    }
}
