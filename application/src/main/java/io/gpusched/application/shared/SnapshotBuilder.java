package io.gpusched.application.shared;

import io.gpusched.domain.sched.Entity;
import io.vavr.collection.Vector;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link DeviceSnapshot}. Writer only.
 */
record SnapshotBuilder(DeviceOnWriter onWriter) {
    DeviceSnapshot of(List<RingHardware> rings, Collection<EntityOnWriter> clients) {
        long totalNanos = clients.stream().mapToLong(SnapshotBuilder::gpuNanos).sum();
        DeviceOnWriter.Counts counts = onWriter.counts();
        return new DeviceSnapshot(
                onWriter.nanos(),
                counts.accepted(),
                counts.refused(),
                counts.completed(),
                counts.failed(),
                Vector.ofAll(rings.stream().map(RingHardware::state)),
                Vector.ofAll(clients.stream().map(client -> state(client, totalNanos))));
    }

    private static DeviceSnapshot.EntityState state(EntityOnWriter client, long totalNanos) {
        Entity entity = requireEntity(client);
        return new DeviceSnapshot.EntityState(
                entity.id(),
                client.name(),
                entity.priority(),
                client.queued().size(),
                client.unfinished() - client.queued().size(),
                entity.isBlocked(),
                gpuNanos(client),
                totalNanos > 0 ? (double) gpuNanos(client) / totalNanos : 0,
                client.waits());
    }

    private static long gpuNanos(EntityOnWriter client) {
        return Math.max(0, requireEntity(client).gpuTime().runtimeNanos());
    }

    private static Entity requireEntity(EntityOnWriter client) {
        @Nullable Entity entity = client.entity();
        if (entity == null) {
            throw new IllegalStateException(client + " was not made");
        }
        return entity;
    }
}
