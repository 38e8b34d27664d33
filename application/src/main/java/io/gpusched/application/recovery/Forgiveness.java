package io.gpusched.application.recovery;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.NamedAction;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.time.Nanos;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forgives entities some time after their last hang. Writer only. */
final class Forgiveness {
    private final Device device;
    private final Timers timers;
    private final long afterNanos;
    private final Map<Entity, Timer> blamed = new LinkedHashMap<>();

    /**
     * Makes it with nobody to forgive.
     *
     * @param afterNanos how long blame lasts, in nanoseconds, or {@link Nanos#NEVER}
     */
    Forgiveness(Device device, Timers timers, long afterNanos) {
        this.device = device;
        this.timers = timers;
        this.afterNanos = afterNanos;
    }

    /** Notes that a job of an entity was blamed for a hang. */
    void blamed(Entity entity) {
        if (afterNanos != Nanos.NEVER && entity.isGuilty()) {
            blamed.computeIfAbsent(
                            entity,
                            each -> timers.timer(new NamedAction("forgiveness of " + each, () -> device.forgive(each))))
                    .arm(afterNanos);
        }
    }
}
