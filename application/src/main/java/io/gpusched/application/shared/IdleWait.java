package io.gpusched.application.shared;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for an entity, or a whole device, to have no unfinished job. Writer only.
 */
final class IdleWait {
    private final DeviceOnWriter onWriter;
    private final @Nullable EntityOnWriter client;
    private final Consumer<Boolean> outcome;
    private @Nullable Timer limit;
    private boolean over;

    IdleWait(DeviceOnWriter onWriter, @Nullable EntityOnWriter client, Consumer<Boolean> outcome) {
        this.onWriter = onWriter;
        this.client = client;
        this.outcome = outcome;
    }

    void begin(Timers timers, long limitNanos) {
        endIfIdle();
        if (!over) {
            limit = timers.timer(() -> end(false));
            limit.arm(limitNanos);
        }
    }

    void endIfIdle() {
        if (onWriter.unfinished(client) == 0) {
            end(true);
        }
    }

    /** Ends the wait once: several may end at the same time, and the outcome of one may end another. */
    private void end(boolean idle) {
        if (over) {
            return;
        }
        over = true;
        if (limit != null) {
            limit.cancel();
        }
        onWriter.over(this);
        outcome.accept(idle);
    }
}
