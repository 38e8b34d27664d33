package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import org.junit.jupiter.api.Test;

class MessageLogTest {
    private final MessageLog log = new MessageLog();

    @Test
    void messages_of_one_scheduler_wait_from_their_own_sending_in_order() {
        log.accept(new Event.MessageSent(10, 0, "a"));
        log.accept(new Event.MessageSent(20, 0, "b"));
        log.accept(new Event.MessageProcessed(30, 0, "a"));
        log.accept(new Event.MessageProcessed(45, 0, "b"));

        assertThat(log.longestWaitNanos()).isEqualTo(25);
        assertThat(log.processed()).isEqualTo(2);
    }

    @Test
    void schedulers_are_told_apart() {
        log.accept(new Event.MessageSent(10, 0, "a"));
        log.accept(new Event.MessageSent(20, 1, "a"));
        log.accept(new Event.MessageProcessed(25, 1, "a"));

        assertThat(log.longestWaitNanos()).isEqualTo(5);
        assertThat(log.sent()).isEqualTo(2);
        assertThat(log.processed()).isEqualTo(1);
        assertThat(log.processed(0)).isZero();
        assertThat(log.processed(1)).isEqualTo(1);
    }
}
