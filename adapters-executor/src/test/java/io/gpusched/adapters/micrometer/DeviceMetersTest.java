package io.gpusched.adapters.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Micrometer shows of a device. */
class DeviceMetersTest {
    private final VirtualTime time = new VirtualTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void settle() {
        time.run(time.nanos());
    }

    private double gauge(String name, String tag, String value) {
        return registry.get(name)
                .tag(tag, value)
                .tag("device", "printer")
                .gauge()
                .value();
    }

    @Test
    void rings_entities_and_jobs_have_meters_that_follow_each_refresh() {
        Ring<String> ring = Ring.<String, Object>of("backend", payload -> new CompletableFuture<>())
                .credits(2);
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        var made = DeviceMeters.of("printer", device).toCompletableFuture();
        settle();
        DeviceMeters meters = made.join();
        meters.bindTo(registry);
        SharedEntity<String> alice = device.entity("alice", ring);
        for (int i = 0; i < 3; i++) {
            alice.submit("hangs").get();
        }
        settle();

        meters.refresh();
        settle();

        assertThat(gauge("gpusched.ring.credits", "ring", "backend")).isEqualTo(2);
        assertThat(gauge("gpusched.ring.credits.limit", "ring", "backend")).isEqualTo(2);
        assertThat(gauge("gpusched.entity.queued", "entity", "alice")).isEqualTo(1);
        assertThat(gauge("gpusched.entity.running", "entity", "alice")).isEqualTo(2);
        assertThat(registry.get("gpusched.jobs")
                        .tag("outcome", "accepted")
                        .functionCounter()
                        .count())
                .isEqualTo(3);

        device.setCredits(ring, 5);
        alice.close();
        settle();
        meters.refresh();
        settle();

        assertThat(gauge("gpusched.ring.credits.limit", "ring", "backend")).isEqualTo(5);
        assertThat(gauge("gpusched.entity.queued", "entity", "alice")).isZero();
    }
}
