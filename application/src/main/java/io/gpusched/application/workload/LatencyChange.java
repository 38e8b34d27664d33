package io.gpusched.application.workload;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * A change of some parts of a latency.
 *
 * @param worker the new delay of all workers, or null to keep theirs
 * @param completion the new delay of the hardware's reports, or null to keep it
 * @param client the new delay of the clients, or null to keep it
 */
public record LatencyChange(
        @Nullable Delay worker,
        @Nullable Delay completion,
        @Nullable Delay client) {
    /** Keeps everything. */
    public static final LatencyChange NOTHING = new LatencyChange(null, null, null);

    /** Returns the change that replaces everything. */
    public static LatencyChange to(Latency latency) {
        return new LatencyChange(latency.worker(), latency.completion(), latency.client());
    }

    /** Returns a latency with the parts replaced; the seed stays. */
    public Latency of(Latency latency) {
        return new Latency(
                worker == null ? latency.worker() : worker,
                completion == null ? latency.completion() : completion,
                client == null ? latency.client() : client,
                latency.seed(),
                worker == null ? latency.ownWorkers() : Collections.emptySortedMap());
    }
}
