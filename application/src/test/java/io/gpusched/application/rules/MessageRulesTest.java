package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Message;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Messages that are lost, processed twice or in the wrong order. */
final class MessageRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private int processed;

    private record Marker(String name) implements Message {
        @Override
        public void process() {}

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void processed_in_their_turn_break_no_rule() {
        device.send(ring, invariants.message(() -> processed++));
        device.send(ring, () -> processed++);
        work.runAll();

        assertThat(processed).isEqualTo(2);
        soFarSound();
    }

    @Test
    void that_are_left_at_the_end() {
        device.send(ring, () -> {});
        dropQueuedWork();

        invariants.whenQuiet(job -> false);

        breaks(MessageRules.ALL);
    }

    @Test
    void that_are_processed_while_submission_is_paused() {
        Message message = new Marker("first");
        told.messageSent(ring, message);
        told.paused(ring);

        told.messageProcessed(ring, message);

        breaks(MessageRules.NOT_PAUSED);
    }

    @Test
    void that_overtake() {
        Message second = new Marker("second");
        told.messageSent(ring, new Marker("first"));
        told.messageSent(ring, second);

        told.messageProcessed(ring, second);

        breaks(MessageRules.IN_ORDER);
    }

    @Test
    void that_count_as_processed_and_are_not() {
        told.messageProcessed(ring, invariants.message(new Marker("lost")));

        breaksAfterStep(MessageRules.PROCESSED);
    }

    @Test
    void that_are_processed_out_of_their_turn() {
        invariants.message(new Marker("marker")).process();

        breaks(MessageRules.PROCESSED);
        assertThat(invariants.violations().getFirst().seen()).isEqualTo("marker out of its turn");
    }
}
