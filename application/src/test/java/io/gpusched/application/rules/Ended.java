package io.gpusched.application.rules;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareFence;
import org.jspecify.annotations.Nullable;

/** A run on the hardware that is over, of which nobody was told. */
record Ended(@Nullable Errno error) implements HardwareFence {
    @Override
    public boolean isSignaled() {
        return true;
    }

    @Override
    public @Nullable Throwable cause() {
        return null;
    }
}
