package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import java.util.function.BiFunction;

/**
 * One of these drivers as a backend.
 *
 * @param name the name by which users choose it
 * @param opening makes the hardware under one scheduler; called on the writer
 */
public record DriverBackend(String name, BiFunction<Workload.SchedulerLine, Writer, Hardware> opening)
        implements Backend {
    @Override
    public Hardware open(Workload.SchedulerLine ring, Writer writer) {
        return opening.apply(ring, writer);
    }
}
