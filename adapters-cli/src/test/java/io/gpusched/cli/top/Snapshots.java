package io.gpusched.cli.top;

import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.List;

/** Snapshots made by hand. */
final class Snapshots {
    static final long SECOND = 1_000_000_000;

    private Snapshots() {}

    /** A ring and some entities of normal priority that have done {@code done} jobs each, of 1 ms. */
    static Snapshot of(long nanos, int entities, long done) {
        List<Snapshot.EntityState> states = new ArrayList<>();
        for (int id = 0; id < entities; id++) {
            states.add(new Snapshot.EntityState(
                    "client" + id, Priority.NORMAL, id, 1, done, 0, done * 1_000_000, 2_000_000, 9_500_000, ""));
        }
        Snapshot.RingState ring =
                new Snapshot.RingState("gfx", "fair", 1, 2, entities * done, entities * done * 1_000_000, 3, "");
        return new Snapshot(nanos, List.of(ring), states);
    }
}
