package io.gpusched.domain.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReservationTest {
    private final Fences fences = new Fences();
    private final Reservation reservation = new Reservation();

    private List<Fence> fences(Usage usage) {
        List<Fence> found = new ArrayList<>();
        reservation.forEach(usage, found::add);
        return found;
    }

    @Nested
    class Iterating {
        private final Fence kernel = fences.make();
        private final Fence write = fences.make();
        private final Fence read = fences.make();
        private final Fence bookkeep = fences.make();

        private void addAll() {
            reservation.add(bookkeep, Usage.BOOKKEEP);
            reservation.add(read, Usage.READ);
            reservation.add(write, Usage.WRITE);
            reservation.add(kernel, Usage.KERNEL);
        }

        @Test
        void a_usage_includes_those_before_it() {
            addAll();

            assertThat(fences(Usage.KERNEL)).containsExactly(kernel);
            assertThat(fences(Usage.WRITE)).containsExactly(write, kernel);
            assertThat(fences(Usage.READ)).containsExactly(read, write, kernel);
            assertThat(fences(Usage.BOOKKEEP)).containsExactly(bookkeep, read, write, kernel);
        }

        @Test
        void a_reader_waits_for_writers_and_a_writer_for_readers_too() {
            assertThat(Usage.usageFor(false)).isEqualTo(Usage.WRITE);
            assertThat(Usage.usageFor(true)).isEqualTo(Usage.READ);
        }

        @Test
        void signalled_fences_are_handed_out_too() {
            addAll();
            write.signal(1);

            assertThat(fences(Usage.WRITE)).containsExactly(write, kernel);
        }

        @Test
        void a_deadline_reaches_the_usage_and_those_before() {
            addAll();

            reservation.setDeadline(Usage.WRITE, 50);

            assertThat(List.of(kernel, write, read, bookkeep))
                    .extracting(Fences::deadlines)
                    .containsExactly(List.of(50L), List.of(50L), List.of(), List.of());
        }
    }

    /** The old fence has number 5 of some context, and the new one a number of the same context. */
    @ParameterizedTest(name = "{0} then {1} with number {2}: replaced {3}")
    @CsvSource({
        "KERNEL,   KERNEL,   6, true",
        "KERNEL,   WRITE,    6, false",
        "WRITE,    KERNEL,   6, true",
        "WRITE,    WRITE,    6, true",
        "WRITE,    READ,     6, false",
        "READ,     WRITE,    6, true",
        "READ,     BOOKKEEP, 6, false",
        "BOOKKEEP, KERNEL,   6, true",
        "WRITE,    WRITE,    5, true",
        "WRITE,    WRITE,    4, false",
        "READ,     WRITE,    4, false",
    })
    void a_fence_replaces_one_of_its_context_that_it_makes_superfluous(
            Usage oldUsage, Usage newUsage, long number, boolean replaced) {
        long context = fences.contexts.allocate(1);
        Fence before = Fence.of(context, 5, new Fences.Source());
        Fence after = Fence.of(context, number, new Fences.Source());
        reservation.add(before, oldUsage);

        reservation.add(after, newUsage);

        assertThat(fences(Usage.BOOKKEEP)).isEqualTo(replaced ? List.of(after) : List.of(before, after));
    }

    @Nested
    class Adding {
        @Test
        void a_signalled_fence_gives_its_place_to_the_next_one_of_any_context() {
            Fence first = fences.make();
            Fence second = fences.make();
            Fence third = fences.make();
            reservation.add(first, Usage.WRITE);
            reservation.add(second, Usage.WRITE);
            first.signal(1);

            reservation.add(third, Usage.BOOKKEEP);

            assertThat(fences(Usage.BOOKKEEP)).containsExactly(third, second);
        }

        @Test
        void fences_of_other_contexts_stay() {
            Fence first = fences.make();
            Fence second = fences.make();

            reservation.add(first, Usage.WRITE);
            reservation.add(second, Usage.WRITE);

            assertThat(fences(Usage.WRITE)).containsExactly(first, second);
        }

        @Test
        void containers_are_refused() {
            Fence array = fences.all(fences.make()).fence();
            Fence link = new FenceChain(null, fences.make(), 1, fences.contexts).fence();

            assertThatIllegalArgumentException().isThrownBy(() -> reservation.add(array, Usage.READ));
            assertThatIllegalArgumentException().isThrownBy(() -> reservation.add(link, Usage.READ));
        }

        @Test
        void a_buffer_used_for_ever_does_not_grow() {
            for (int i = 0; i < 1_000; i++) {
                reservation.add(fences.signaled(i), Usage.READ);
            }

            assertThat(fences(Usage.BOOKKEEP)).hasSize(1);
        }
    }

    @Test
    void replacing_puts_one_fence_in_the_place_of_a_context() {
        Fence preemption = fences.make();
        Fence other = fences.make();
        Fence update = fences.make();
        reservation.add(preemption, Usage.BOOKKEEP);
        reservation.add(other, Usage.BOOKKEEP);

        reservation.replace(preemption.context(), update, Usage.KERNEL);

        assertThat(fences(Usage.KERNEL)).containsExactly(update);
        assertThat(fences(Usage.BOOKKEEP)).containsExactly(update, other);
    }

    @Nested
    class Waiting {
        @ParameterizedTest
        @EnumSource(Usage.class)
        void an_empty_reservation_has_signalled(Usage usage) {
            assertThat(reservation.isSignaled(usage)).isTrue();
            assertThat(reservation.merged(usage, fences.contexts).isSignaled()).isTrue();
        }

        @Test
        void looks_only_at_the_usage_and_those_before() {
            Fence read = fences.make();
            reservation.add(read, Usage.READ);

            assertThat(reservation.isSignaled(Usage.WRITE)).isTrue();
            assertThat(reservation.isSignaled(Usage.READ)).isFalse();
            assertThat(reservation.merged(Usage.READ, fences.contexts)).isSameAs(read);
            read.signal(1);

            assertThat(reservation.isSignaled(Usage.READ)).isTrue();
        }

        @Test
        void the_merged_fence_signals_with_the_last_one_and_the_first_error() {
            Fence first = fences.make();
            Fence second = fences.make();
            reservation.add(first, Usage.WRITE);
            reservation.add(second, Usage.WRITE);
            Fence merged = reservation.merged(Usage.WRITE, fences.contexts);

            Fences.fail(second, 3, Errno.EIO);
            assertThat(merged.isSignaled()).isFalse();
            first.signal(4);

            assertThat(merged.timestampNanos()).isEqualTo(4);
            assertThat(merged.error()).isEqualTo(Errno.EIO);
        }
    }
}
