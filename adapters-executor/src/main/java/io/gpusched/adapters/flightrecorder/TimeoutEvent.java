package io.gpusched.adapters.flightrecorder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A job has taken too long. */
@Name(TimeoutEvent.NAME)
@Label("Timeout")
@Category("gpusched")
@Description("A job has taken too long, and the hardware was asked what to do")
@StackTrace(false)
final class TimeoutEvent extends Event {
    static final String NAME = "io.gpusched.Timeout";

    @Label("Device")
    @Nullable
    String device;

    @Label("Ring")
    @Nullable
    String ring;

    @Label("Job")
    long job;

    @Label("Entity")
    int entity;

    @Label("Verdict")
    @Description("RESET, NO_HANG or ENODEV")
    @Nullable
    String verdict;
}
