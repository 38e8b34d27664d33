package io.gpusched.adapters.flightrecorder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A job is over. */
@Name(JobEvent.NAME)
@Label("Job")
@Category("gpusched")
@Description("A job is over and was retired: how long it waited, how long it ran, how it ended")
@StackTrace(false)
final class JobEvent extends Event {
    static final String NAME = "io.gpusched.Job";

    @Label("Device")
    @Nullable
    String device;

    @Label("Ring")
    @Nullable
    String ring;

    @Label("Job")
    long job;

    @Label("Entity")
    @Description("The number of the entity; see the event Entity for its name")
    int entity;

    @Label("Credits")
    int credits;

    @Label("Wait")
    @Description("From submission to the hardware; for a job that never ran, to its end")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Run")
    @Description("On the hardware; on serial hardware from the end of the job before it")
    @Timespan(Timespan.NANOSECONDS)
    long ran;

    @Label("Hangs")
    @Description("Timeouts that the job was blamed for")
    int hangs;

    @Label("Error")
    @Description("The errno that the job ended with; 0 if it ended well")
    int errno;
}
