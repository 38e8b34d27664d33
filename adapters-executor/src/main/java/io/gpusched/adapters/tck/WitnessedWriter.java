package io.gpusched.adapters.tck;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;

/** The writer as the tested backend sees it: whatever belongs to the writer and is used on another thread is reported. */
final class WitnessedWriter implements ForwardingWriter {
    private final Writer writer;
    private final Witness witness;

    WitnessedWriter(Writer writer, Witness witness) {
        this.writer = writer;
        this.witness = witness;
    }

    @Override
    public Writer writer() {
        return writer;
    }

    private void check(String what) {
        if (!writer.isCurrent()) {
            witness.offence(
                    Witness.Offence.OFF_THE_WRITER,
                    what + " was called on thread " + Thread.currentThread().getName() + ", off the writer");
        }
    }

    @Override
    public OrderedWorkQueue ordered(String name) {
        check("ordered(\"" + name + "\")");
        return writer.ordered(name);
    }

    @Override
    public OrderedWorkQueue ordered(String name, int scheduler) {
        check("ordered(\"" + name + "\")");
        return writer.ordered(name, scheduler);
    }

    @Override
    public Clock clock() {
        Clock clock = writer.clock();
        return () -> {
            check("clock().nanos()");
            return clock.nanos();
        };
    }

    @Override
    public Timers timers() {
        Timers timers = writer.timers();
        return action -> {
            check("timers().timer()");
            return new WitnessedTimer(timers.timer(action));
        };
    }

    private final class WitnessedTimer implements Timer {
        private final Timer timer;

        WitnessedTimer(Timer timer) {
            this.timer = timer;
        }

        @Override
        public void arm(long delayNanos) {
            check("Timer.arm()");
            timer.arm(delayNanos);
        }

        @Override
        public boolean cancel() {
            check("Timer.cancel()");
            return timer.cancel();
        }

        @Override
        public boolean isArmed() {
            return timer.isArmed();
        }
    }
}
