package io.gpusched.adapters.explore.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Queues are described in words, as in the files of the museum. */
class QueuesTest {
    @Test
    void one_word_is_the_discipline_of_all_queues() {
        assertThat(Queues.parse("ordered")).isEqualTo(Queues.ORDERED);
        assertThat(Queues.parse("unordered")).isEqualTo(Queues.UNORDERED);
        assertThat(Queues.parse("concurrent overlapping")).isEqualTo(Queues.CONCURRENT);
    }

    @Test
    void a_queue_may_have_a_discipline_of_its_own() {
        Queues queues = Queues.parse("ordered submit=in-name-only");

        assertThat(queues.of("submit")).isEqualTo(Discipline.OVERLAPPING);
        assertThat(queues.of("timeout")).isEqualTo(Discipline.ORDERED);
    }

    @Test
    void items_may_overlap_if_queues_do_or_one_queue_lets_several_be_active() {
        assertThat(Queues.parse("ordered").mayOverlap()).isFalse();
        assertThat(Queues.parse("unordered").mayOverlap()).isFalse();
        assertThat(Queues.parse("ordered overlapping").mayOverlap()).isTrue();
        assertThat(Queues.parse("ordered submit=concurrent").mayOverlap()).isTrue();
    }

    @Test
    void other_words_are_refused_by_name() {
        for (String text : new String[] {"", "tidy", "ordered submit=tidy", "ordered overlaping", "ordered =ordered"}) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> Queues.parse(text))
                    .withMessageContaining("'");
        }
    }

    @Test
    void a_discipline_has_room_for_one_item() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Discipline(true, 0));
    }

    @Test
    void each_named_order_has_the_queues_of_its_name() {
        assertThat(QueueOrder.ORDERED.queues()).isEqualTo(Queues.ORDERED);
        assertThat(QueueOrder.UNORDERED.queues()).isEqualTo(Queues.UNORDERED);
        assertThat(QueueOrder.CONCURRENT.queues()).isEqualTo(Queues.CONCURRENT);
    }
}
