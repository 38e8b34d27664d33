package io.gpusched.files.trace;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.trace.SchedulerTracepoint.Task;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes a run as {@code trace-cmd report} prints a recording of the kernel's tracepoints, so that tools made for those can read it, and
 * {@code gpusched run} itself. What a recording has no tracepoint for is left out. Times are whole microseconds, rounded as trace-cmd
 * rounds them.
 */
public final class FtraceWriter implements Consumer<Event> {
    private static final int TASK_BYTES = 16;
    private final Consumer<String> lines;
    private final SchedulerTracepoints tracepoints;

    /** Makes a writer that hands each line, without its end, to the given consumer; the first line at once. */
    public FtraceWriter(Workload workload, Consumer<String> lines) {
        this.lines = lines;
        this.tracepoints = new SchedulerTracepoints(SchedulerTracepoints.DEVICE, workload, 0, this::write);
        lines.accept("cpus=1");
    }

    @Override
    public void accept(Event event) {
        tracepoints.accept(event);
    }

    private void write(SchedulerTracepoint event) {
        long micros = (event.nanos() + 500) / 1_000;
        lines.accept(String.format(
                Locale.ROOT,
                "%s-%-5d [000] %5d.%06d: %-21s %s",
                padded(event.task()),
                event.task().pid(),
                micros / 1_000_000,
                micros % 1_000_000,
                event.name() + ":",
                event.fields()));
    }

    /** It counts bytes, not characters, as trace-cmd does. */
    private static String padded(Task task) {
        int bytes = task.name().getBytes(StandardCharsets.UTF_8).length;
        return " ".repeat(TASK_BYTES - bytes) + task.name();
    }
}
