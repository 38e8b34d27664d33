package io.gpusched.adapters.opentelemetry;

import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.SharedDevice;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a shared device as instruments of OpenTelemetry: {@code gpusched.jobs} by outcome, {@code gpusched.ring.*} by ring and {@code
 * gpusched.entity.*} by entity.
 *
 * <p>A collection observes the last snapshot and asks for the next one, so figures are as old as the time between two collections, and a collection
 * never waits for the device. A snapshot costs one step on the writer. Called from any thread.
 */
public final class DeviceInstruments implements AutoCloseable {
    private static final AttributeKey<String> DEVICE = AttributeKey.stringKey("device");
    private static final AttributeKey<String> RING = AttributeKey.stringKey("ring");
    private static final AttributeKey<String> ENTITY = AttributeKey.stringKey("entity");
    private static final AttributeKey<Long> ENTITY_ID = AttributeKey.longKey("entity.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final String name;
    private final SharedDevice device;
    private final AtomicReference<@Nullable DeviceSnapshot> last = new AtomicReference<>();
    private final ObservableLongMeasurement jobs;
    private final ObservableLongMeasurement credits;
    private final ObservableLongMeasurement limit;
    private final ObservableLongMeasurement held;
    private final ObservableLongMeasurement queued;
    private final ObservableLongMeasurement running;
    private final ObservableDoubleMeasurement meanWait;
    private final ObservableDoubleMeasurement longestWait;
    private final BatchCallback callback;

    private DeviceInstruments(String name, SharedDevice device, Meter meter) {
        this.name = name;
        this.device = device;
        this.jobs = meter.counterBuilder("gpusched.jobs").setUnit("{job}").buildObserver();
        this.credits = gauge(meter, "gpusched.ring.credits", "{credit}");
        this.limit = gauge(meter, "gpusched.ring.credits.limit", "{credit}");
        this.held = gauge(meter, "gpusched.ring.held", "{job}");
        this.queued = gauge(meter, "gpusched.entity.queued", "{job}");
        this.running = gauge(meter, "gpusched.entity.running", "{job}");
        this.meanWait =
                meter.gaugeBuilder("gpusched.entity.wait.mean").setUnit("s").buildObserver();
        this.longestWait =
                meter.gaugeBuilder("gpusched.entity.wait.longest").setUnit("s").buildObserver();
        this.callback =
                meter.batchCallback(this::observe, jobs, credits, limit, held, queued, running, meanWait, longestWait);
    }

    private static ObservableLongMeasurement gauge(Meter meter, String name, String unit) {
        return meter.gaugeBuilder(name).ofLongs().setUnit(unit).buildObserver();
    }

    /**
     * Registers the instruments of a device.
     *
     * @param name what the device is called in the attribute {@code device}
     */
    public static DeviceInstruments of(String name, SharedDevice device, Meter meter) {
        DeviceInstruments made = new DeviceInstruments(name, device, meter);
        CompletableFuture<DeviceSnapshot> _ = made.refresh().toCompletableFuture();
        return made;
    }

    /**
     * Asks for a snapshot, which the next collection then observes. Each collection does this by itself.
     *
     * @return completes on the writer with that snapshot; fails if the device has ended
     */
    public CompletionStage<DeviceSnapshot> refresh() {
        return device.snapshot().thenApply(snapshot -> {
            last.set(snapshot);
            return snapshot;
        });
    }

    private void observe() {
        DeviceSnapshot seen = last.get();
        if (seen != null) {
            observe(seen);
        }
        CompletableFuture<DeviceSnapshot> _ = refresh().toCompletableFuture();
    }

    private void observe(DeviceSnapshot snapshot) {
        BiConsumer<String, Long> outcome =
                (what, count) -> jobs.record(count, Attributes.of(DEVICE, name, OUTCOME, what));
        outcome.accept("accepted", snapshot.accepted());
        outcome.accept("refused", snapshot.refused());
        outcome.accept("completed", snapshot.completed());
        outcome.accept("failed", snapshot.failed());
        for (DeviceSnapshot.RingState ring : snapshot.rings()) {
            Attributes of = Attributes.of(DEVICE, name, RING, ring.name());
            credits.record(ring.creditsInFlight(), of);
            limit.record(ring.creditLimit(), of);
            held.record(ring.held(), of);
        }
        for (DeviceSnapshot.EntityState entity : snapshot.entities()) {
            Attributes of = Attributes.of(DEVICE, name, ENTITY, entity.name(), ENTITY_ID, (long) entity.id());
            queued.record(entity.queued(), of);
            running.record(entity.running(), of);
            meanWait.record(entity.waits().meanNanos() / 1e9, of);
            longestWait.record(entity.waits().longestNanos() / 1e9, of);
        }
    }

    /** Ends the observation. */
    @Override
    public void close() {
        callback.close();
    }
}
