package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link HistoryRules} demands of messages. */
class MessageRulesTest {
    private static final Event FIRST_SENT = new Event.MessageSent(1, 0, "first");
    private static final Event SECOND_SENT = new Event.MessageSent(2, 0, "second");
    private static final Event FIRST_PROCESSED = new Event.MessageProcessed(3, 0, "first");
    private static final Event SECOND_PROCESSED = new Event.MessageProcessed(3, 0, "second");

    private static List<Violation> judge(Event... history) {
        return HistoryRules.judge(List.of(history));
    }

    @Test
    void messages_are_processed_in_the_order_in_which_they_were_sent() {
        assertThat(judge(FIRST_SENT, SECOND_SENT, FIRST_PROCESSED, SECOND_PROCESSED))
                .isEmpty();
        assertThat(judge(FIRST_SENT, SECOND_SENT, SECOND_PROCESSED)).hasSize(1);
    }

    @Test
    void a_message_is_processed_once_and_not_before_it_was_sent() {
        assertThat(judge(FIRST_SENT, FIRST_PROCESSED, FIRST_PROCESSED)).hasSize(1);
        assertThat(judge(FIRST_PROCESSED)).hasSize(1);
    }

    @Test
    void each_scheduler_has_an_order_of_its_own() {
        Event elsewhere = new Event.MessageSent(1, 1, "other");

        assertThat(judge(elsewhere, FIRST_SENT, FIRST_PROCESSED)).isEmpty();
    }
}
