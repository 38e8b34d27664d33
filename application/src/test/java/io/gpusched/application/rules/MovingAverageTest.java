package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The average duration of jobs, computed apart from the domain. */
final class MovingAverageTest {
    private final MovingAverage average = new MovingAverage();

    @Test
    void begins_with_the_first_duration() {
        average.add(8_000);

        assertThat(average.micros()).isEqualTo(8);
    }

    @Test
    void counts_the_newest_a_quarter() {
        average.add(8_000);
        average.add(24_000);

        assertThat(average.micros()).isEqualTo(12);
    }

    @Test
    void drops_what_is_less_than_a_microsecond() {
        average.add(999);

        assertThat(average.micros()).isZero();
    }
}
