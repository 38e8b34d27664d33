package io.gpusched.adapters.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The limits are for a doorbell that loses a ring; one that works returns at once. */
class DoorbellTest {
    private final Doorbell doorbell = new Doorbell();

    private void sleepOnAnotherThread(BooleanSupplier hasNews, long nanos) throws Exception {
        FutureTask<Boolean> sleep = new FutureTask<>(() -> doorbell.sleep(hasNews, nanos), true);
        Thread.ofPlatform().daemon().start(sleep);
        assertThat(sleep.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void who_sees_news_does_not_sleep() throws Exception {
        sleepOnAnotherThread(() -> true, Nanos.NEVER);
    }

    @Test
    void a_ring_between_the_look_and_the_sleep_is_not_lost() throws Exception {
        sleepOnAnotherThread(
                () -> {
                    doorbell.ring();
                    return false;
                },
                Nanos.NEVER);
    }

    @Test
    void the_time_ends_a_sleep() throws Exception {
        sleepOnAnotherThread(() -> false, 1_000);
    }

    @Test
    void a_ring_wakes_nobody_else() {
        List<String> asked = new ArrayList<>();

        doorbell.ring();
        doorbell.sleep(() -> asked.add("news?"), Nanos.NEVER);

        assertThat(asked).hasSize(1);
    }
}
