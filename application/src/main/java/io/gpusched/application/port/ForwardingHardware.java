package io.gpusched.application.port;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import org.jspecify.annotations.Nullable;

/**
 * Hardware that passes every call on to other hardware. An implementation names that hardware and overrides what it changes.
 *
 * <p>It must say itself what {@link #forDevice} returns: whatever the other hardware returns there is not wrapped.
 *
 * <p>A new method of {@link Hardware} belongs here too; a test compares the two.
 */
public interface ForwardingHardware extends Hardware {
    /** Returns the hardware to which the calls go; always the same. */
    Hardware hardware();

    @Override
    default Launch run(HardwareJob job, Completion completion) {
        return hardware().run(job, completion);
    }

    @Override
    default Verdict timedOut(HardwareJob job, Recovery recovery) {
        return hardware().timedOut(job, recovery);
    }

    @Override
    default void free(HardwareJob job) {
        hardware().free(job);
    }

    @Override
    default void cancel(HardwareJob job) {
        hardware().cancel(job);
    }

    @Override
    default void deadline(HardwareJob job, long deadlineNanos) {
        hardware().deadline(job, deadlineNanos);
    }

    @Override
    default boolean overlaps() {
        return hardware().overlaps();
    }

    @Override
    Hardware forDevice();

    @Override
    default @Nullable Fence prepare(HardwareJob job) {
        return hardware().prepare(job);
    }
}
