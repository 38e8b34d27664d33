package io.gpusched.application.shared;

import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One wait for an entity, or a whole device, to have no unfinished job. Of the writer. */
final class IdleWait {
    private final WriterSide side;
    private final @Nullable Tenant tenant;
    private final Consumer<Boolean> outcome;
    private @Nullable Timer limit;
    private boolean over;

    IdleWait(WriterSide side, @Nullable Tenant tenant, Consumer<Boolean> outcome) {
        this.side = side;
        this.tenant = tenant;
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
        if (side.unfinished(tenant) == 0) {
            end(true);
        }
    }

    /** Several may end at once, and what waits for one may end another. */
    private void end(boolean idle) {
        if (over) {
            return;
        }
        over = true;
        if (limit != null) {
            limit.cancel();
        }
        side.over(this);
        outcome.accept(idle);
    }
}
