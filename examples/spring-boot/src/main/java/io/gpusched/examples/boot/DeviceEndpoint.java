package io.gpusched.examples.boot;

import io.gpusched.application.shared.DeviceSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code /actuator/gpusched}: who holds a credit, and who waits for how long. */
@Component
@Endpoint(id = "gpusched")
public class DeviceEndpoint {
    private final Tenants tenants;

    DeviceEndpoint(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Returns a snapshot of the backend. */
    @ReadOperation
    public Map<String, Object> state() {
        DeviceSnapshot snapshot = tenants.snapshot();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("accepted", snapshot.accepted());
        state.put("completed", snapshot.completed());
        state.put("failed", snapshot.failed());
        state.put("rings", snapshot.rings().map(DeviceEndpoint::ring).toJavaList());
        state.put("entities", snapshot.entities().map(DeviceEndpoint::entity).toJavaList());
        return state;
    }

    private static Map<String, Object> ring(DeviceSnapshot.RingState ring) {
        List<String> holders =
                ring.holders().map(DeviceSnapshot.CreditHolder::entity).toJavaList();
        return Map.of(
                "name",
                ring.name(),
                "credits",
                ring.creditsInFlight(),
                "limit",
                ring.creditLimit(),
                "holders",
                holders);
    }

    private static Map<String, Object> entity(DeviceSnapshot.EntityState entity) {
        return Map.of(
                "name", entity.name(),
                "queued", entity.queued(),
                "running", entity.running(),
                "meanWaitMillis", entity.waits().meanNanos() / 1e6,
                "longestWaitMillis", entity.waits().longestNanos() / 1e6);
    }
}
