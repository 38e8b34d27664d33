package io.gpusched.architecture.violation.application.device;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceSource;

/** A fence of its own, where a source would do. */
public final class EventFence extends Fence {
    EventFence() {
        super(1, 1);
    }

    @Override
    public FenceSource source() {
        return () -> "event";
    }
}
