package io.gpusched.adapters.virtualtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Work;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A writer in virtual time whose workers sleep. */
class SleepingWorkersTest {
    private static final long MICRO = 1_000;

    private final List<String> ran = new ArrayList<>();
    private final VirtualTime time =
            new VirtualTime(new LatencySource(new Latency(Delay.of(30 * MICRO), Delay.none(), Delay.none(), 0)));

    private Work item(String name) {
        return new Work() {
            @Override
            public void run() {
                ran.add(name + " at " + time.nanos() / MICRO);
            }
        };
    }

    private void later(long micros, Runnable action) {
        time.timer(action).arm(micros * MICRO);
    }

    @Test
    void each_scheduler_has_a_worker_that_wakes_up_on_its_own() {
        later(0, () -> time.ordered("submit", 0).queue(item("first")));
        later(20, () -> time.ordered("submit", 1).queue(item("second")));
        later(25, () -> time.ordered("submit", 0).queue(item("third")));

        time.run(Nanos.NEVER);

        assertThat(ran).containsExactly("first at 30", "third at 30", "second at 50");
    }

    @Test
    void a_worker_that_wakes_up_goes_through_its_line() {
        later(0, () -> {
            time.ordered("submit", 1).queue(item("a"));
            time.ordered("submit", 0).queue(item("b"));
            time.ordered("submit", 1).queue(item("c"));
        });

        time.run(Nanos.NEVER);

        assertThat(ran).containsExactly("a at 30", "c at 30", "b at 30");
    }

    @Test
    void a_cancelled_item_does_not_run_and_can_be_queued_again() {
        Work item = item("item");
        later(0, () -> time.ordered("submit", 0).queue(item));
        later(10, () -> {
            assertThat(time.ordered("submit", 0).queue(item)).isFalse();
            assertThat(time.ordered("submit", 0).cancel(item)).isTrue();
            assertThat(time.ordered("submit", 0).cancel(item)).isFalse();
        });
        later(100, () -> time.ordered("submit", 0).queue(item));

        time.run(Nanos.NEVER);

        assertThat(ran).containsExactly("item at 130");
    }

    @Test
    void a_drain_waits_for_all_lines_and_for_no_worker() {
        later(0, () -> {
            time.ordered("submit", 0).drain(() -> ran.add("idle"));
            time.ordered("submit", 0).queue(item("first"));
            time.ordered("submit", 1).queue(item("second"));
            time.ordered("submit", 0).drain(() -> ran.add("drained at " + time.nanos() / MICRO));
        });
        later(10, () -> time.post(() -> ran.add("posted at " + time.nanos() / MICRO)));

        time.run(Nanos.NEVER);

        assertThat(ran).containsExactly("posted at 10", "first at 30", "second at 30", "idle", "drained at 30");
    }
}
