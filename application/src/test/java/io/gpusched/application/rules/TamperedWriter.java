package io.gpusched.application.rules;

import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;
import io.gpusched.testkit.ManualWork;
import java.util.function.LongUnaryOperator;

/** A writer whose timers do not keep to the delay that they are given; a negative one is never armed. */
final class TamperedWriter implements ForwardingWriter {
    private final ManualWork work;
    private LongUnaryOperator delays = delay -> delay;

    TamperedWriter(ManualWork work) {
        this.work = work;
    }

    @Override
    public Writer writer() {
        return work;
    }

    void tamper(LongUnaryOperator newDelays) {
        delays = newDelays;
    }

    @Override
    public Timers timers() {
        return action -> new TamperedTimer(work.timers().timer(action));
    }

    private final class TamperedTimer implements Timer {
        private final Timer timer;

        TamperedTimer(Timer timer) {
            this.timer = timer;
        }

        @Override
        public void arm(long delayNanos) {
            long tampered = delays.applyAsLong(delayNanos);
            timer.cancel();
            if (tampered >= 0) {
                timer.arm(tampered);
            }
        }

        @Override
        public boolean cancel() {
            return timer.cancel();
        }

        @Override
        public boolean isArmed() {
            return timer.isArmed();
        }
    }
}
