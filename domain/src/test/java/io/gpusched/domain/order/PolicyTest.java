package io.gpusched.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where each policy puts an entity. */
final class PolicyTest {
    private static final class Client implements Standing {
        private final GpuTime time = new GpuTime();
        private Priority priority = Priority.NORMAL;
        private long turn;

        @Override
        public Priority priority() {
            return priority;
        }

        @Override
        public GpuTime gpuTime() {
            return time;
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public long key() {
            return 0;
        }

        @Override
        public long turn() {
            return turn;
        }

        @Override
        public void setTurn(long newTurn) {
            turn = newTurn;
        }
    }

    private static final class Queue implements Head {
        private long min;
        private @Nullable Priority priority;
        private long average;
        private long turns;

        @Override
        public long minVruntimeNanos() {
            return min;
        }

        @Override
        public @Nullable Priority headPriority() {
            return priority;
        }

        @Override
        public long averageMicros() {
            return average;
        }

        @Override
        public long nowNanos() {
            throw new AssertionError("the policies of Linux do not look at the time");
        }

        @Override
        public long nextTurn() {
            return ++turns;
        }
    }

    /** A job that was submitted then. */
    private record Submitted(long submitNanos) implements Candidate {
        @Override
        public int credits() {
            return 1;
        }

        @Override
        public long deadlineNanos() {
            return Nanos.NEVER;
        }

        @Override
        public int estimateMicros() {
            return 0;
        }

        @Override
        public Priority priority() {
            return Priority.NORMAL;
        }

        @Override
        public @Nullable Object tag() {
            return null;
        }
    }

    private static Candidate at(long submitNanos) {
        return new Submitted(submitNanos);
    }

    private final Client client = new Client();
    private final Queue queue = new Queue();

    @Nested
    class First_in_first_out {
        private final Fifo fifo = new Fifo();

        @Test
        void the_key_is_the_time_of_the_first_job() {
            assertThat(fifo.keyOnJoin(client, queue, at(17))).isEqualTo(17);
            assertThat(fifo.keyOnNext(client, queue, at(18))).isEqualTo(18);
        }

        @Test
        void each_priority_has_a_run_queue() {
            assertThat(fifo.sharesOneRunQueue()).isFalse();
            assertThat(fifo.label()).isEqualTo("fifo");
        }
    }

    @Nested
    class Round_robin {
        private final RoundRobin robin = new RoundRobin();

        @Test
        void a_new_entity_is_before_everybody_who_gave_way() {
            assertThat(robin.keyOnJoin(client, queue, at(17))).isZero();
        }

        @Test
        void whoever_leaves_a_job_behind_goes_to_the_end() {
            assertThat(robin.keyOnNext(client, queue, at(17))).isEqualTo(1);
            assertThat(robin.keyOnNext(new Client(), queue, at(18))).isEqualTo(2);
            assertThat(robin.keyOnNext(client, queue, at(19))).isEqualTo(3);
        }

        @Test
        void an_idle_entity_keeps_its_turn() {
            robin.keyOnNext(client, queue, at(17));
            robin.onEmpty(client, queue);

            assertThat(robin.keyOnJoin(client, queue, at(99))).isEqualTo(1);
        }
    }

    @Nested
    class Fair_shares {
        private final Fair fair = new Fair();

        @Test
        void an_entity_alone_starts_at_zero() {
            assertThat(fair.keyOnJoin(client, queue, at(17))).isZero();
        }

        @ParameterizedTest
        @CsvSource({
            // own priority, head's, own average, scheduler's average, lead over the head
            "NORMAL, NORMAL, 5, 5, -1",
            "NORMAL, NORMAL, 6, 5, 1",
            "HIGH, LOW, 5, 5, -2",
            "KERNEL, LOW, 5, 5, -3",
            "NORMAL, HIGH, 5, 7, 208000", // (1 + 5 + 7) * 1000 << 4
            "LOW, KERNEL, 0, 0, 128000", // 1000 << 7
        })
        void one_that_left_from_the_top_returns_by_judgement(
                Priority own, Priority head, long ownMicros, long schedulerMicros, long lead) {
            client.priority = own;
            client.time.charge(ownMicros * 1_000);
            queue.priority = head;
            queue.average = schedulerMicros;
            queue.min = 1_000_000;

            assertThat(fair.keyOnJoin(client, queue, at(17))).isEqualTo(1_000_000 + lead);
        }

        @Test
        void one_that_left_with_a_lead_returns_with_it() {
            client.time.setVruntimeNanos(5_000);
            queue.min = 4_000;
            fair.onEmpty(client, queue);
            queue.min = 90_000;
            queue.priority = Priority.KERNEL;

            assertThat(fair.keyOnJoin(client, queue, at(17))).isEqualTo(91_000);
        }

        @ParameterizedTest
        @CsvSource({"5000, 0, 0", "5000, 5000, 0", "5000, 6000, 0", "5000, 4999, 1"})
        void the_lead_is_what_it_is_above_the_head_if_there_is_one(long vruntime, long min, long lead) {
            client.time.setVruntimeNanos(vruntime);
            queue.min = min;

            fair.onEmpty(client, queue);

            assertThat(client.time.vruntimeNanos()).isEqualTo(lead);
        }

        @ParameterizedTest
        @EnumSource(Priority.class)
        void time_used_counts_once_and_more_for_the_less_urgent(Priority priority) {
            client.priority = priority;
            client.time.charge(3_000);

            long once = fair.keyOnNext(client, queue, at(17));
            long again = fair.keyOnNext(client, queue, at(18));

            assertThat(once).isEqualTo(3_000L << priority.vruntimeShift());
            assertThat(again).isEqualTo(once);
        }

        @Test
        void one_run_queue_holds_all_priorities() {
            assertThat(fair.sharesOneRunQueue()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"KERNEL, HIGH, true", "HIGH, NORMAL, true", "NORMAL, LOW, true", "LOW, LOW, false", "LOW, HIGH, false"})
    void priorities_are_ordered(Priority one, Priority other, boolean moreUrgent) {
        assertThat(one.isMoreUrgentThan(other)).isEqualTo(moreUrgent);
    }

    @Test
    void gpu_time_adds_up_and_can_fall() {
        GpuTime time = new GpuTime();

        time.charge(5_000);
        time.charge(-2_000);

        assertThat(time.runtimeNanos()).isEqualTo(3_000);
        assertThat(time.takeUncountedNanos()).isEqualTo(3_000);
        assertThat(time.takeUncountedNanos()).isZero();
    }
}
