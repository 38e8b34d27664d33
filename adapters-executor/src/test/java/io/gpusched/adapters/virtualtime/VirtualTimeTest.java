package io.gpusched.adapters.virtualtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.contract.ClockContract;
import io.gpusched.testkit.contract.DelayedWorkContract;
import io.gpusched.testkit.contract.MailboxContract;
import io.gpusched.testkit.contract.TimersContract;
import io.gpusched.testkit.contract.WorkQueueContract;
import io.gpusched.testkit.contract.WriterRig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest
        implements WorkQueueContract, DelayedWorkContract, TimersContract, ClockContract, MailboxContract {
    private final VirtualTime time = new VirtualTime();

    @Override
    public WriterRig newRig() {
        return new VirtualRig(new VirtualTime());
    }

    @Test
    void time_stands_still_while_there_is_work_and_then_jumps_to_the_next_timer() {
        List<Long> times = new ArrayList<>();
        time.timer(() -> times.add(time.nanos())).arm(1_000_000_000_000L);
        time.post(() -> times.add(time.nanos()));

        time.run(Nanos.NEVER);

        assertThat(times).containsExactly(0L, 1_000_000_000_000L);
    }

    @Test
    void a_run_stops_before_the_first_timer_after_its_end_and_leaves_the_clock_alone() {
        List<String> fired = new ArrayList<>();
        time.timer(() -> fired.add("at the end")).arm(10);
        time.timer(() -> fired.add("after the end")).arm(11);

        time.run(10);

        assertThat(fired).containsExactly("at the end");
        assertThat(time.nanos()).isEqualTo(10);
        time.run(Nanos.NEVER);
        assertThat(fired).hasSize(2);
        assertThat(time.nanos()).isEqualTo(11);
    }

    @Test
    void with_nothing_to_do_a_run_without_an_end_leaves_the_clock_alone() {
        time.run(Nanos.NEVER);

        assertThat(time.nanos()).isZero();
    }

    @Test
    void what_a_step_throws_comes_out_of_the_run_and_the_rest_can_go_on() {
        List<String> ran = new ArrayList<>();
        time.post(() -> {
            throw new IllegalStateException("planted");
        });
        time.post(() -> ran.add("behind"));

        assertThatThrownBy(() -> time.run(Nanos.NEVER)).hasMessage("planted");
        time.run(Nanos.NEVER);

        assertThat(ran).containsExactly("behind");
    }
}
