package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numbers as people read them. */
final class UnitsTest {
    @Test
    void milliseconds_have_three_decimals_below_a_second_and_one_above() {
        assertThat(Units.shortMillis(1_234_567)).isEqualTo("1.235");
        assertThat(Units.shortMillis(999_999_499)).isEqualTo("999.999");
        assertThat(Units.shortMillis(999_999_500)).isEqualTo("1000.0");
        assertThat(Units.millis(1_000_000_000)).isEqualTo("1000.000");
    }

    @Test
    void three_digits_are_significant_and_all_of_those_before_the_point() {
        assertThat(Units.significantMillis(0)).isEqualTo("0");
        assertThat(Units.significantMillis(30_100)).isEqualTo("0.0301");
        assertThat(Units.significantMillis(2_000_000)).isEqualTo("2.00");
        assertThat(Units.significantMillis(9_996_000)).isEqualTo("10.0");
        assertThat(Units.significantMillis(99_960_000)).isEqualTo("100");
        assertThat(Units.significantMillis(1_117_234_000)).isEqualTo("1117");
        assertThat(Units.significantMillis(-45_678_000)).isEqualTo("-45.7");
    }

    @Test
    void shares_are_percent_and_rates_have_one_decimal() {
        assertThat(Units.percent(0.1234)).isEqualTo("12.3");
        assertThat(Units.rate(89.76)).isEqualTo("89.8");
    }

    @Test
    void a_text_that_is_cut_ends_with_a_tilde() {
        assertThat(Units.cut("RenderThread", 12)).isEqualTo("RenderThread");
        assertThat(Units.cut("RenderThread", 6)).isEqualTo("Rende~");
    }
}
