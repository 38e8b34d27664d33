package io.gpusched.application.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DelayTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void quantiles_give_back_the_distribution_they_come_from() {
        Delay.Quantiles quantiles = new Delay.Quantiles(300, 100, 200);

        assertThat(quantiles.at(0)).isEqualTo(100);
        assertThat(quantiles.at(0.25)).isEqualTo(150);
        assertThat(quantiles.at(1)).isEqualTo(300);
        long below = IntStream.range(0, 10_000)
                .filter(i -> quantiles.nanos(random) < 150)
                .count();
        assertThat(below).isBetween(2_300L, 2_700L);
    }

    @Test
    void a_range_is_drawn_from_its_beginning_to_its_end() {
        Delay uniform = new Delay.Uniform(5, 7);

        assertThat(IntStream.range(0, 1_000)
                        .mapToLong(i -> uniform.nanos(random))
                        .distinct()
                        .sorted())
                .containsExactly(5L, 6L, 7L);
    }

    @Test
    void all_kinds_get_longer_and_shorter() {
        assertThat(Delay.of(10).times(0.5)).isEqualTo(Delay.of(5));
        assertThat(new Delay.Uniform(10, 20).times(2)).isEqualTo(new Delay.Uniform(20, 40));
        assertThat(new Delay.Uniform(10, 20).times(0)).isEqualTo(Delay.none());
        assertThat(new Delay.Quantiles(1, 3).times(2)).isEqualTo(new Delay.Quantiles(2, 6));
        assertThat(new Delay.Recorded(Map.of(1L, 4L), Map.of(), Map.of(2L, 8L), Delay.of(6), Delay.none()).times(0.5))
                .isEqualTo(new Delay.Recorded(Map.of(1L, 2L), Map.of(), Map.of(2L, 4L), Delay.of(3), Delay.none()));
    }

    @Test
    void impossible_ones_are_refused() {
        assertThatThrownBy(() -> Delay.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Delay.Uniform(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Delay.Quantiles::new).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_draws_of_one_kind_do_not_depend_on_the_others() {
        Latency latency = new Latency(new Delay.Uniform(0, 99), new Delay.Uniform(0, 99), new Delay.Uniform(0, 99), 5);
        LatencySource one = new LatencySource(latency);
        LatencySource other = new LatencySource(latency);
        other.completion();
        other.client();

        assertThat(IntStream.range(0, 50).mapToLong(i -> one.worker(0)))
                .containsExactly(
                        IntStream.range(0, 50).mapToObj(i -> other.worker(0)).toArray(Long[]::new));
    }
}
