package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The percentiles of durations. */
final class DistributionTest {
    @Test
    void holds_values_that_really_occurred() {
        Distribution of = Distribution.of(LongStream.rangeClosed(1, 200).map(nanos -> 201 - nanos));

        assertThat(of).isEqualTo(new Distribution(200, 101, 199, 200, 20_100));
    }

    @Test
    void of_an_even_number_has_the_upper_median() {
        assertThat(Distribution.of(LongStream.of(30, 10)).p50()).isEqualTo(30);
    }

    @Test
    void of_nothing_is_all_zero() {
        assertThat(Distribution.of(LongStream.empty())).isEqualTo(new Distribution(0, 0, 0, 0, 0));
    }
}
