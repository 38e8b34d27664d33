package io.gpusched.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The moving average of the kernel's macro, quirks included. */
final class AverageMicrosTest {
    private final AverageMicros average = new AverageMicros();

    @Test
    void nothing_averages_to_zero() {
        assertThat(average.micros()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // first, then, average
        "100, 100, 100",
        "100, 0, 75",
        "0, 100, 100",
        "8, 4, 7",
        "1, 2, 1",
        "10, 1000, 257"
    })
    void the_newest_weighs_a_quarter(long first, long then, long expected) {
        average.add(first);
        average.add(then);

        assertThat(average.micros()).isEqualTo(expected);
    }

    @Test
    void fractions_are_kept_inside() {
        average.add(1);
        average.add(2);
        average.add(2);
        average.add(2);
        average.add(2);

        assertThat(average.micros()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            average.add(2);
        }
        assertThat(average.micros()).isEqualTo(1);
    }

    @Test
    void it_starts_afresh_when_it_has_come_down_to_zero() {
        average.add(1);
        for (int i = 0; i < 40; i++) {
            average.add(0);
        }

        average.add(100);

        assertThat(average.micros()).isEqualTo(100);
    }

    @Test
    void a_negative_duration_is_a_huge_unsigned_number() {
        average.add(4);
        average.add(-1);

        assertThat(average.micros()).isEqualTo(((4L * 64 * 3 - 64) >>> 2) >>> 6);
        average.add(-1_000);
        assertThat(average.micros()).isPositive().isGreaterThan(1L << 50);
    }
}
