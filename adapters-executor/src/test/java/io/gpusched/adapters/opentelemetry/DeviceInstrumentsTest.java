package io.gpusched.adapters.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry collects of a device. */
class DeviceInstrumentsTest {
    private final VirtualTime time = new VirtualTime();
    private final InMemoryMetricReader reader = InMemoryMetricReader.create();
    private final SdkMeterProvider provider =
            SdkMeterProvider.builder().registerMetricReader(reader).build();

    private Map<String, Long> collected() {
        return reader.collectAllMetrics().stream()
                .filter(metric ->
                        !metric.getName().contains("wait") && !metric.getName().equals("gpusched.jobs"))
                .collect(Collectors.toMap(
                        MetricData::getName,
                        metric -> metric.getLongGaugeData().getPoints().stream()
                                .mapToLong(LongPointData::getValue)
                                .sum()));
    }

    @Test
    void a_collection_observes_the_last_snapshot_and_asks_for_the_next() {
        Ring<String> ring = Ring.<String, Object>of("backend", payload -> new CompletableFuture<>())
                .credits(2);
        SharedDevice device = SharedDevice.on(time).ring(ring).open();
        SharedEntity<String> alice = device.entity("alice", ring);
        for (int i = 0; i < 3; i++) {
            alice.submit("hangs").get();
        }
        time.run(time.nanos());
        try (DeviceInstruments instruments = DeviceInstruments.of("printer", device, provider.get("io.gpusched"))) {
            time.run(time.nanos());

            assertThat(collected())
                    .containsEntry("gpusched.ring.credits", 2L)
                    .containsEntry("gpusched.ring.credits.limit", 2L)
                    .containsEntry("gpusched.entity.queued", 1L)
                    .containsEntry("gpusched.entity.running", 2L);

            device.setCredits(ring, 3);
            time.run(time.nanos());
            assertThat(instruments.refresh()).isNotNull();
            time.run(time.nanos());
            assertThat(collected()).containsEntry("gpusched.ring.credits", 3L);
            MetricData jobs = reader.collectAllMetrics().stream()
                    .filter(metric -> metric.getName().equals("gpusched.jobs"))
                    .findFirst()
                    .orElseThrow();
            assertThat(jobs.getLongSumData().getPoints()).hasSize(4);
        }
        assertThat(collected()).isEmpty();
    }
}
