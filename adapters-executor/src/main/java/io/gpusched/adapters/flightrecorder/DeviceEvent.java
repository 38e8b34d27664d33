package io.gpusched.adapters.flightrecorder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The totals of a snapshot. */
@Name(DeviceEvent.NAME)
@Label("Device")
@Category("gpusched")
@Description("What became of the jobs of a device so far")
@Period("1 s")
@StackTrace(false)
final class DeviceEvent extends Event {
    static final String NAME = "io.gpusched.Device";

    @Label("Device")
    @Nullable
    String device;

    @Label("Accepted")
    long accepted;

    @Label("Refused")
    @Description("By the device, after the submission had returned")
    long refused;

    @Label("Completed")
    long completed;

    @Label("Failed")
    long failed;
}
