package io.gpusched.adapters.flightrecorder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One entity of a snapshot. */
@Name(EntityEvent.NAME)
@Label("Entity")
@Category("gpusched")
@Description("What one entity of a device has waiting and running, and what it got so far")
@Period("1 s")
@StackTrace(false)
final class EntityEvent extends Event {
    static final String NAME = "io.gpusched.Entity";

    @Label("Device")
    @Nullable
    String device;

    @Label("Entity")
    int entity;

    @Label("Name")
    @Nullable
    String entityName;

    @Label("Priority")
    @Nullable
    String priority;

    @Label("Queued")
    int queued;

    @Label("Running")
    int running;

    @Label("Blocked")
    boolean blocked;

    @Label("Hardware Time")
    @Timespan(Timespan.NANOSECONDS)
    long hardwareTime;

    @Label("Share")
    @Description("Of all hardware time of the entities that are open")
    @Percentage
    double share;

    @Label("Jobs Started")
    long started;

    @Label("Mean Wait")
    @Timespan(Timespan.NANOSECONDS)
    long meanWait;

    @Label("Longest Wait")
    @Timespan(Timespan.NANOSECONDS)
    long longestWait;
}
