package io.gpusched.application.shared;

import io.gpusched.domain.sched.Entity;
import io.vavr.collection.Vector;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a {@link DeviceSnapshot} is made. On the writer. */
record Observation(WriterSide side) {
    DeviceSnapshot of(List<RingHardware> rings, Collection<Tenant> tenants) {
        long totalNanos = tenants.stream().mapToLong(Observation::gpuNanos).sum();
        WriterSide.Counts counts = side.counts();
        return new DeviceSnapshot(
                side.nanos(),
                counts.accepted(),
                counts.refused(),
                counts.completed(),
                counts.failed(),
                Vector.ofAll(rings.stream().map(RingHardware::state)),
                Vector.ofAll(tenants.stream().map(tenant -> state(tenant, totalNanos))));
    }

    private static DeviceSnapshot.EntityState state(Tenant tenant, long totalNanos) {
        Entity entity = requireEntity(tenant);
        return new DeviceSnapshot.EntityState(
                entity.id(),
                tenant.name(),
                entity.priority(),
                tenant.queued().size(),
                tenant.unfinished() - tenant.queued().size(),
                entity.isBlocked(),
                gpuNanos(tenant),
                totalNanos > 0 ? (double) gpuNanos(tenant) / totalNanos : 0,
                tenant.waits());
    }

    private static long gpuNanos(Tenant tenant) {
        return Math.max(0, requireEntity(tenant).gpuTime().runtimeNanos());
    }

    private static Entity requireEntity(Tenant tenant) {
        @Nullable Entity entity = tenant.entity();
        if (entity == null) {
            throw new IllegalStateException(tenant + " was not made");
        }
        return entity;
    }
}
