package io.gpusched.adapters.flightrecorder;

import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.SharedDevice;
import java.util.concurrent.CompletionStage;
import jdk.jfr.FlightRecorder;

/**
 * Writes snapshots of a shared device to the flight recordings that ask for them: {@code io.gpusched.Device}, {@code io.gpusched.Ring} and
 * {@code io.gpusched.Entity}, each as often as the recording says, once a second unless it does. While no recording asks, nobody takes a
 * snapshot.
 *
 * <p>The recorder's own thread asks for the snapshot and does not wait: the events are written on the writer when its turn comes. A device
 * that has closed answers nothing.
 */
public final class DeviceEvents implements AutoCloseable {
    private final String name;
    private final SharedDevice device;
    private final Runnable totals = this::askForTotals;
    private final Runnable rings = this::askForRings;
    private final Runnable entities = this::askForEntities;

    private DeviceEvents(String name, SharedDevice device) {
        this.name = name;
        this.device = device;
    }

    /**
     * Begins to answer recordings, until it is closed.
     *
     * @param name what the device is called in the events
     */
    public static DeviceEvents of(String name, SharedDevice device) {
        DeviceEvents events = new DeviceEvents(name, device);
        FlightRecorder.addPeriodicEvent(DeviceEvent.class, events.totals);
        FlightRecorder.addPeriodicEvent(RingEvent.class, events.rings);
        FlightRecorder.addPeriodicEvent(EntityEvent.class, events.entities);
        return events;
    }

    /** Ends it; the device goes on. Called from any thread. */
    @Override
    public void close() {
        FlightRecorder.removePeriodicEvent(totals);
        FlightRecorder.removePeriodicEvent(rings);
        FlightRecorder.removePeriodicEvent(entities);
    }

    private void askForTotals() {
        CompletionStage<Void> _ = device.snapshot().thenAccept(this::recordTotals);
    }

    private void askForRings() {
        CompletionStage<Void> _ = device.snapshot().thenAccept(this::recordRings);
    }

    private void askForEntities() {
        CompletionStage<Void> _ = device.snapshot().thenAccept(this::recordEntities);
    }

    private void recordTotals(DeviceSnapshot snapshot) {
        DeviceEvent event = new DeviceEvent();
        event.device = name;
        event.accepted = snapshot.accepted();
        event.refused = snapshot.refused();
        event.completed = snapshot.completed();
        event.failed = snapshot.failed();
        event.commit();
    }

    private void recordRings(DeviceSnapshot snapshot) {
        for (DeviceSnapshot.RingState ring : snapshot.rings()) {
            RingEvent event = new RingEvent();
            event.device = name;
            event.ring = ring.name();
            event.creditsInFlight = ring.creditsInFlight();
            event.creditLimit = ring.creditLimit();
            event.running = ring.running();
            event.oldestRun = ring.oldestRunNanos();
            event.held = ring.held();
            event.ignoredCompletions = ring.ignoredCompletions();
            event.commit();
        }
    }

    private void recordEntities(DeviceSnapshot snapshot) {
        for (DeviceSnapshot.EntityState entity : snapshot.entities()) {
            EntityEvent event = new EntityEvent();
            event.device = name;
            event.entity = entity.id();
            event.entityName = entity.name();
            event.priority = entity.priority().name();
            event.queued = entity.queued();
            event.running = entity.running();
            event.blocked = entity.blocked();
            event.hardwareTime = entity.gpuNanos();
            event.share = entity.share();
            event.started = entity.waits().jobs();
            event.meanWait = entity.waits().meanNanos();
            event.longestWait = entity.waits().longestNanos();
            event.commit();
        }
    }
}
