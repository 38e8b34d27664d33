package io.gpusched.application.workload;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;

/**
 * A kind of hardware that can play workloads. The command line finds backends with {@link java.util.ServiceLoader}: dropping a jar on
 * the class path is enough.
 */
public interface Backend {
    /** Returns the name by which users choose it. */
    String name();

    /**
     * Returns the backend for one run. Hardware whose rings are reset together needs to know its device; any other returns itself. Called on
     * the writer, once, before the first scheduler is added.
     */
    default Backend of(Device device) {
        return this;
    }

    /**
     * Makes the hardware under one scheduler, before that is added to the device. Called on the writer.
     *
     * @param ring what the workload says about it
     * @param writer the device's writer, for time and for completions
     */
    Hardware open(Workload.SchedulerLine ring, Writer writer);

    /** Makes a message that the workload names: what the driver of this hardware does at it. */
    default Message message(String text) {
        return new NamedMessage(text);
    }
}
