package io.gpusched.application.recovery;

import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.RecoveryAttempt;
import io.gpusched.application.port.Resettable;
import org.jspecify.annotations.Nullable;

/**
 * Hardware with a plan for its recovery, for devices that make the {@link ResetDomain} themselves.
 *
 * @param hardware the hardware
 * @param plan how it is recovered, together with other hardware of the device that has an equal plan
 * @param attempt does the steps for real; null if time and failures are those of the plan
 */
public record PlannedHardware(
        Resettable hardware, RecoveryPlan plan, @Nullable RecoveryAttempt attempt) implements ForwardingHardware {
    /**
     * Gives hardware a plan, in place of one that it may have.
     *
     * @param ring the name of its ring, for messages
     * @throws IllegalArgumentException if the hardware is not {@link Resettable}
     */
    public static PlannedHardware of(
            String ring, Hardware hardware, RecoveryPlan plan, @Nullable RecoveryAttempt attempt) {
        Hardware bare = hardware instanceof PlannedHardware planned ? planned.hardware() : hardware;
        if (!(bare instanceof Resettable resettable)) {
            throw new IllegalArgumentException(
                    "the hardware of ring " + ring + " cannot be recovered step by step; it must be Resettable");
        }
        return new PlannedHardware(resettable, plan, attempt);
    }

    @Override
    public Hardware forDevice() {
        return hardware.forDevice() instanceof Resettable own ? new PlannedHardware(own, plan, attempt) : this;
    }
}
