package io.gpusched.files.casefile;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes a run in the trace language of the conformance cases, line by line. Times are whole microseconds. */
public final class TraceWriter implements Consumer<Event> {
    private final Consumer<String> lines;

    /** Makes a writer that hands each line, without its end, to the given consumer. */
    public TraceWriter(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(Event event) {
        String line = line(event);
        if (line != null) {
            lines.accept(event.nanos() / 1_000 + " " + line);
        }
    }

    private static @Nullable String line(Event event) {
        return switch (event) {
            case Event.JobQueued e ->
                "queue job=" + e.job() + " entity=" + e.entity() + " scheduler=" + e.scheduler() + " depth=" + e.depth()
                        + " credits=" + e.credits();
            case Event.DependencyAdded e -> "add_dep job=" + e.job() + " fence=" + e.fence();
            case Event.JobUnschedulable e -> "unschedulable job=" + e.job() + " fence=" + e.fence();
            case Event.JobRun e ->
                "run job=" + e.job() + " entity=" + e.entity() + " scheduler=" + e.scheduler() + " depth=" + e.depth()
                        + " credits=" + e.credits();
            case Event.JobSubmitted e ->
                "submit job=" + e.job() + " scheduler=" + e.scheduler() + " result=" + result(e.launch());
            case Event.JobDone e -> "done job=" + e.job();
            case Event.FenceSignaled e -> "signal fence=" + e.fence() + " error=" + code(e.error());
            case Event.TimedOut e ->
                "timeout job=" + e.job() + " scheduler=" + e.scheduler() + " verdict="
                        + Labels.of(e.verdict()).replace("_", "");
            case Event.JobCancelled e -> "cancel job=" + e.job();
            case Event.JobFreed e -> "free job=" + e.job();
            case Event.MessageSent e -> "send scheduler=" + e.scheduler() + " message=" + e.message();
            case Event.MessageProcessed e -> "message scheduler=" + e.scheduler() + " message=" + e.message();
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> null;
        };
    }

    private static String result(Launch launch) {
        return switch (launch) {
            case Launch.Accepted accepted -> accepted == Launch.Accepted.RUNNING ? "ok" : "none";
            case Launch.Refused refused -> Integer.toString(refused.error().code());
        };
    }

    private static int code(@Nullable Errno error) {
        return error == null ? 0 : error.code();
    }

    /**
     * Writes the lines that end a trace.
     *
     * @param nowNanos the time on the clock
     * @param isTornDown schedulers that are left out
     */
    public void end(long nowNanos, List<Entity> entities, List<Scheduler> schedulers, Predicate<Scheduler> isTornDown) {
        lines.accept("end " + nowNanos / 1_000);
        for (Entity entity : entities) {
            GpuTime time = entity.gpuTime();
            lines.accept("entity " + entity.id() + " runtime_ns=" + time.runtimeNanos() + " vruntime_ns="
                    + time.vruntimeNanos() + " avg_us=" + time.averageMicros() + " queued=" + entity.queued()
                    + " guilty=" + (entity.isGuilty() ? 1 : 0));
        }
        for (Scheduler scheduler : schedulers) {
            if (!isTornDown.test(scheduler)) {
                lines.accept("scheduler " + scheduler.id() + " credits="
                        + scheduler.credits().inFlight() + " score="
                        + scheduler.score().value() + " pending="
                        + scheduler.pending().size() + " avg_us=" + scheduler.averageMicros());
            }
        }
    }
}
