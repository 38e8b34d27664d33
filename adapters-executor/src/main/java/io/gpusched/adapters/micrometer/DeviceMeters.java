package io.gpusched.adapters.micrometer;

import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.SharedDevice;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a shared device as meters of Micrometer: {@code gpusched.jobs} by outcome, {@code gpusched.ring.*} by ring and {@code
 * gpusched.entity.*} by entity.
 *
 * <p>All meters show the last snapshot. {@link #refresh} asks for another one, which costs one step on the writer and never waits; call it as often
 * as the figures are to be looked at, once a second say. Entities come and go: each snapshot replaces their meters. Called from any thread.
 */
public final class DeviceMeters implements MeterBinder {
    private final String name;
    private final SharedDevice device;
    private final AtomicReference<DeviceSnapshot> last;
    private final AtomicReference<@Nullable Entities> entities = new AtomicReference<>();

    private DeviceMeters(String name, SharedDevice device, DeviceSnapshot first) {
        this.name = name;
        this.device = device;
        this.last = new AtomicReference<>(first);
    }

    /**
     * Makes the meters of a device, when its first snapshot is there.
     *
     * @param name what the device is called in the tag {@code device}
     * @return completes on the writer; fails if the device has ended
     */
    public static CompletionStage<DeviceMeters> of(String name, SharedDevice device) {
        return device.snapshot().thenApply(first -> new DeviceMeters(name, device, first));
    }

    /** Registers the meters; those of rings and entities follow each {@link #refresh}. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("device", name);
        counter(registry, tags, "accepted", DeviceSnapshot::accepted);
        counter(registry, tags, "refused", DeviceSnapshot::refused);
        counter(registry, tags, "completed", DeviceSnapshot::completed);
        counter(registry, tags, "failed", DeviceSnapshot::failed);
        for (DeviceSnapshot.RingState ring : last.get().rings()) {
            Tags of = tags.and("ring", ring.name());
            gauge(registry, of, ring.name(), "gpusched.ring.credits", DeviceSnapshot.RingState::creditsInFlight);
            gauge(registry, of, ring.name(), "gpusched.ring.credits.limit", DeviceSnapshot.RingState::creditLimit);
            gauge(registry, of, ring.name(), "gpusched.ring.running", DeviceSnapshot.RingState::running);
            gauge(registry, of, ring.name(), "gpusched.ring.held", DeviceSnapshot.RingState::held);
            gauge(registry, of, ring.name(), "gpusched.ring.oldest.seconds", state -> seconds(state.oldestRunNanos()));
        }
        Entities shown = new Entities(registry, tags);
        entities.set(shown);
        shown.show(last.get());
    }

    /** The meters of entities, which come and go. */
    private record Entities(Tags tags, MultiGauge queued, MultiGauge running, MultiGauge waited, MultiGauge longest) {
        Entities(MeterRegistry registry, Tags tags) {
            this(
                    tags,
                    MultiGauge.builder("gpusched.entity.queued").register(registry),
                    MultiGauge.builder("gpusched.entity.running").register(registry),
                    MultiGauge.builder("gpusched.entity.wait.mean.seconds").register(registry),
                    MultiGauge.builder("gpusched.entity.wait.longest.seconds").register(registry));
        }

        void show(DeviceSnapshot snapshot) {
            rows(queued, snapshot, DeviceSnapshot.EntityState::queued);
            rows(running, snapshot, DeviceSnapshot.EntityState::running);
            rows(waited, snapshot, entity -> seconds(entity.waits().meanNanos()));
            rows(longest, snapshot, entity -> seconds(entity.waits().longestNanos()));
        }

        private void rows(
                MultiGauge gauge, DeviceSnapshot snapshot, Function<DeviceSnapshot.EntityState, Number> value) {
            gauge.register(
                    snapshot.entities()
                            .toJavaStream()
                            .map(entity -> MultiGauge.Row.of(
                                    tags.and("entity", entity.name(), "id", Integer.toString(entity.id())),
                                    value.apply(entity)))
                            .collect(Collectors.toList()),
                    true);
        }
    }

    private void counter(MeterRegistry registry, Tags tags, String outcome, ToLongFunction<DeviceSnapshot> value) {
        FunctionCounter.builder("gpusched.jobs", last, snapshot -> value.applyAsLong(snapshot.get()))
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            Tags tags,
            String ring,
            String meter,
            ToDoubleFunction<DeviceSnapshot.RingState> value) {
        Gauge.builder(meter, last, snapshot -> value.applyAsDouble(ring(snapshot.get(), ring)))
                .tags(tags)
                .register(registry);
    }

    private static DeviceSnapshot.RingState ring(DeviceSnapshot snapshot, String name) {
        return snapshot.rings().find(each -> each.name().equals(name)).get();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /**
     * Asks for a snapshot, which the meters then show.
     *
     * @return completes on the writer with that snapshot; fails if the device has ended
     */
    public CompletionStage<DeviceSnapshot> refresh() {
        return device.snapshot().thenApply(snapshot -> {
            last.set(snapshot);
            Entities shown = entities.get();
            if (shown != null) {
                shown.show(snapshot);
            }
            return snapshot;
        });
    }
}
