package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.sched.HardwareJob;
import org.jspecify.annotations.Nullable;

/** Jobs on the hardware. Called on the writer only. */
sealed interface SimulatedRing permits SerialRing, OverlappingRing {
    /** Puts a job on the ring. */
    void add(HardwareJob job, Completion completion);

    /** Takes a job off the ring; returns how to say so, or null if it was not there. */
    @Nullable
    Completion remove(HardwareJob job);

    /** Forgets everything, as a reset does. */
    void clear();

    /** Tells whether the job, or one in front of it, is running and does not hang; a job that has ended counts as well. */
    boolean isProgressing(HardwareJob job);
}
