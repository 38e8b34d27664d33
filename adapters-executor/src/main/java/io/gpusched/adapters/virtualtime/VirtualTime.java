package io.gpusched.adapters.virtualtime;

import io.gpusched.adapters.agenda.Agenda;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;

/**
 * A writer in virtual time. There is one thread, the caller of {@link #run}; others never come near it.
 *
 * <p>The run loop: run the oldest work item; when there is none, move the clock to the first timer and fire it alone. Work takes no time;
 * time passes only between timers. So a run depends on nothing but its input, and takes as long as its work, not as its waits.
 *
 * <p>What a step throws comes out of {@link #run}, to whoever drives time.
 */
public final class VirtualTime implements Writer, Timers, Clock, Mailbox {
    /** The end of a run that goes on until nothing is left to do. */
    public static final long NO_END = Agenda.NEVER;

    private final Agenda agenda = new Agenda(this::isCurrent);

    /**
     * Runs until nothing is left to do, or the next timer is due after the end; the clock is not moved to the end.
     *
     * @param untilNanos the last time that is reached, or {@link #NO_END}
     */
    public void run(long untilNanos) {
        while (runOne(untilNanos)) {
            // One step at a time.
        }
    }

    /**
     * Runs one work item or fires one timer.
     *
     * @return false if there was nothing to do
     */
    public boolean runOne(long untilNanos) {
        if (agenda.runItem()) {
            return true;
        }
        long due = agenda.nextDueNanos();
        if (due == Agenda.NEVER || due > untilNanos) {
            return false;
        }
        agenda.advanceTo(due);
        return agenda.fireTimer();
    }

    /** {@inheritDoc} In virtual time there are no other threads: the step goes to the end of the line. */
    @Override
    public boolean post(Runnable step) {
        return agenda.queue(new Posted(step));
    }

    /** {@inheritDoc} All names are one line. */
    @Override
    public OrderedWorkQueue ordered(String name) {
        return agenda;
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
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        return true;
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
