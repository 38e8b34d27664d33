package io.gpusched.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
    private static Estimate of(double... values) {
        Estimate.Gathered gathered = new Estimate.Gathered();
        for (double each : values) {
            gathered.add(each);
        }
        return gathered.estimate();
    }

    @Test
    void the_interval_is_that_of_the_textbook() {
        // Ten values with the mean 1.34 and the variance 0.17: t with 9 degrees of freedom is 2.262 (Law, example
        // 4.26).
        Estimate estimate = of(1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09);

        assertThat(estimate.mean()).isCloseTo(1.343, within(1e-9));
        assertThat(estimate.halfWidth()).isCloseTo(2.262 * Math.sqrt(0.1675 / 10), within(0.001));
        assertThat(estimate.contains(1.1)).isTrue();
        assertThat(estimate.contains(1.0)).isFalse();
    }

    @Test
    void one_value_has_no_interval_and_none_has_no_mean() {
        assertThat(of(5).halfWidth()).isNaN();
        assertThat(of(5).isDifference()).isFalse();
        assertThat(of().mean()).isNaN();
        assertThat(of().count()).isZero();
    }

    @Test
    void values_that_are_none_are_left_out() {
        assertThat(of(1, Double.NaN, 3)).isEqualTo(of(1, 3));
    }

    @Test
    void equal_values_have_an_interval_of_no_width() {
        assertThat(of(2, 2, 2).halfWidth()).isZero();
        assertThat(of(2, 2, 2).isDifference()).isTrue();
        assertThat(of(0, 0, 0).isDifference()).isFalse();
        assertThat(of(0, 0, 0).halfWidthPercent()).isZero();
    }
}
