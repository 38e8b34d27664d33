package io.gpusched.adapters.flightrecorder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One ring of a snapshot. */
@Name(RingEvent.NAME)
@Label("Ring")
@Category("gpusched")
@Description("What is on one ring of a device")
@Period("1 s")
@StackTrace(false)
final class RingEvent extends Event {
    static final String NAME = "io.gpusched.Ring";

    @Label("Device")
    @Nullable
    String device;

    @Label("Ring")
    @Nullable
    String ring;

    @Label("Credits in Flight")
    int creditsInFlight;

    @Label("Credit Limit")
    int creditLimit;

    @Label("Running")
    int running;

    @Label("Oldest Run")
    @Timespan(Timespan.NANOSECONDS)
    long oldestRun;

    @Label("Held")
    @Description("Jobs that were given up and keep their credits, because the backend has not let go of them")
    int held;

    @Label("Ignored Completions")
    @Description("Completions that came too late or twice, since the device was opened")
    long ignoredCompletions;
}
