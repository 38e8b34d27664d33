package io.gpusched.adapters.executor;

import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;

/**
 * A writer that notices when nothing is left to do: no work is queued and no timer is armed. It counts the timers that are armed, since a
 * live writer does not say. Writer only, except for the mailbox.
 */
final class TimerCountingWriter implements ForwardingWriter {
    private final Writer writer;
    private Runnable onQuiet = () -> {};
    private int armed;

    TimerCountingWriter(Writer writer) {
        this.writer = writer;
    }

    @Override
    public Writer writer() {
        return writer;
    }

    /** Sets an action that runs whenever nothing is left to do, which may be the case already. */
    void whenQuiet(Runnable action) {
        onQuiet = action;
        lookForQuiet();
    }

    /** Checks whether nothing is left to do, once the line is empty. */
    private void lookForQuiet() {
        writer.ordered("system").drain(() -> {
            if (armed == 0) {
                onQuiet.run();
            }
        });
    }

    /** {@inheritDoc} After a step from elsewhere, such as the completion of a job, nothing may be left to do. */
    @Override
    public Mailbox mailbox() {
        return new Looking(writer.mailbox());
    }

    /** Hands steps on, and looks after each of them. */
    private final class Looking implements Mailbox {
        private final Mailbox mailbox;

        Looking(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public boolean post(Runnable step) {
            return mailbox.post(() -> {
                step.run();
                lookForQuiet();
            });
        }

        @Override
        public void checkRunning() {
            mailbox.checkRunning();
        }
    }

    @Override
    public Timers timers() {
        return Counted::new;
    }

    private final class Counted implements Timer {
        private final Timer timer;

        Counted(Runnable action) {
            this.timer = writer.timers().timer(() -> {
                armed--;
                action.run();
                lookForQuiet();
            });
        }

        @Override
        public void arm(long delayNanos) {
            if (!timer.isArmed()) {
                armed++;
            }
            timer.arm(delayNanos);
        }

        @Override
        public boolean cancel() {
            boolean wasArmed = timer.cancel();
            if (wasArmed) {
                armed--;
            }
            return wasArmed;
        }

        @Override
        public boolean isArmed() {
            return timer.isArmed();
        }
    }
}
