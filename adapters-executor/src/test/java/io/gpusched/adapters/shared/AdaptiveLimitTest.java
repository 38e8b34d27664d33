package io.gpusched.adapters.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.AdaptiveLimit;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limit follows what the backend can do. */
class AdaptiveLimitTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private int inFlight;
    private int most;

    @Test
    void it_grows_by_one_a_window_while_the_limit_is_reached_and_calls_are_quick() {
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimit.Settings.between(1, 100), 4);

        for (int i = 0; i < 4 + 5 + 6; i++) {
            limit.ended(MS, false, limit.limit());
        }

        assertThat(limit.limit()).isEqualTo(7);
    }

    @Test
    void it_stays_while_nobody_reaches_it() {
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimit.Settings.between(1, 100), 4);

        IntStream.range(0, 1_000).forEach(i -> limit.ended(MS, false, 2));

        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void it_falls_by_a_tenth_after_a_failure_or_a_slow_window_and_not_below_the_least() {
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimit.Settings.between(5, 100), 100);
        IntStream.range(0, 100).forEach(i -> limit.ended(MS, i == 7, 100));
        assertThat(limit.limit()).isEqualTo(90);
        IntStream.range(0, 90).forEach(i -> limit.ended(MS, false, 1));
        assertThat(limit.limit()).isEqualTo(90);
        IntStream.range(0, 90).forEach(i -> limit.ended(3 * MS, false, 90));
        assertThat(limit.limit()).isEqualTo(81);

        for (int i = 0; i < 10_000; i++) {
            limit.ended(MS, true, 90);
            assertThat(limit.limit()).isGreaterThanOrEqualTo(5);
        }
        assertThat(limit.limit()).isEqualTo(5);
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> AdaptiveLimit.Settings.between(0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new AdaptiveLimit.Settings(1, 2, 1, 0.5)).hasMessageContaining("more than 1");
        assertThatThrownBy(() -> new AdaptiveLimit.Settings(1, 2, 2, 1)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() ->
                        Ring.of("x", CompletableFuture::completedFuture).adaptive(AdaptiveLimit.Settings.between(2, 4)))
                .hasMessageContaining("begins with 1 credits");
    }

    /** A backend with room for 8: what comes beyond that is shared among all, so all get slower. */
    private CompletionStage<String> call(String payload) {
        inFlight++;
        most = Math.max(most, inFlight);
        CompletableFuture<String> done = new CompletableFuture<>();
        time.timer(() -> {
                    inFlight--;
                    done.complete(payload);
                })
                .arm(10 * MS * Math.max(8, inFlight) / 8);
        return done;
    }

    @Test
    void on_a_device_it_settles_near_what_the_backend_can_do() {
        Ring<String> ring = Ring.of("backend", this::call).credits(2).adaptive(AdaptiveLimit.Settings.between(1, 100));
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        SharedEntity<String> alice = device.entity("alice", ring);
        IntStream.range(0, 20_000).forEach(i -> alice.submit("a").get());

        time.run(5_000 * MS);
        most = 0;
        time.run(10_000 * MS);

        assertThat(most).isBetween(8, 20);
    }
}
