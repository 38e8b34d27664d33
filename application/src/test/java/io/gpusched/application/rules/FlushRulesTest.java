package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Preparation;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Flushes that end too early, too late or for no reason. */
final class FlushRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    private Fence flushOfABlockedEntity() {
        push(client, device.addFence(() -> "never"));
        work.runAll();
        return device.flush(client, TIMEOUT);
    }

    @Test
    void for_no_reason() {
        told.signaled(flushOfABlockedEntity());

        breaks(FlushRules.ENDS);
    }

    @Test
    void that_go_on_when_nothing_is_queued() {
        push(client);
        device.flush(client, TIMEOUT);
        invariants.afterStep();
        soFarSound();
        client.pop(Preparation.NONE);

        breaksAfterStep(FlushRules.AT_ONCE);
    }

    @Test
    void that_outlive_their_scheduler() {
        flushOfABlockedEntity();

        told.tornDown(ring);

        breaks(FlushRules.TORN_DOWN);
    }

    @Test
    void that_a_sound_teardown_ends_break_no_rule() {
        Fence flush = flushOfABlockedEntity();
        device.teardown(ring);

        assertThat(flush.error()).isEqualTo(Errno.ENODEV);
        soFarSound();
    }
}
