package io.gpusched.cli.tracefile;

import io.gpusched.application.insight.Event;
import io.gpusched.application.insight.FenceName;
import io.gpusched.application.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a run as {@code trace-cmd report} prints a recording of the kernel's tracepoints, so that tools made for those can read it, and
 * {@code gpusched run} itself. What a recording has no tracepoint for is left out. Times are whole microseconds, rounded down.
 *
 * @kernel drivers/gpu/drm/scheduler/gpu_scheduler_trace.h
 */
public final class FtraceWriter implements Consumer<Event> {
    private static final int COMM_BYTES = 15;
    private static final int FIRST_PID = 1_000;
    private static final long FIRST_EXTERNAL_CONTEXT = 1_000_000;
    private final Workload workload;
    private final Consumer<String> lines;
    private final Map<Long, String> fences = new LinkedHashMap<>();
    private final Map<Long, Integer> entities = new LinkedHashMap<>();
    private final long[] seqnos;

    /** Makes a writer that hands each line, without its end, to the given consumer; the first line at once. */
    public FtraceWriter(Workload workload, Consumer<String> lines) {
        this.workload = workload;
        this.lines = lines;
        this.seqnos = new long[workload.entities().size()];
        lines.accept("cpus=1");
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.JobQueued e -> {
                entities.put(e.job(), e.entity());
                fences.put(e.job(), finishedContext(e.entity()) + ":" + ++seqnos[e.entity()]);
                write(
                        e.nanos(),
                        client(e.entity()),
                        "drm_sched_job_queue",
                        counted(e.job(), e.scheduler(), e.depth(), e.credits()));
            }
            case Event.JobRun e ->
                write(
                        e.nanos(),
                        "kworker/u2:0-7",
                        "drm_sched_job_run",
                        counted(e.job(), e.scheduler(), e.depth(), e.credits()));
            case Event.JobDone e ->
                write(e.nanos(), "<idle>-0", "drm_sched_job_done", "fence=" + fences.get(e.job()) + " signaled");
            case Event.DependencyAdded e ->
                write(
                        e.nanos(),
                        client(entityOf(e.job())),
                        "drm_sched_job_add_dep",
                        "fence=" + fences.get(e.job()) + " depends on fence=" + fence(e.fence()));
            case Event.JobUnschedulable e ->
                write(
                        e.nanos(),
                        "kworker/u2:0-7",
                        "drm_sched_job_unschedulable",
                        "fence=" + fences.get(e.job()) + " depends on unsignalled fence=" + fence(e.fence()));
            case Event.JobSubmitted e -> {}
            case Event.FenceSignaled e -> {}
            case Event.TimedOut e -> {}
            case Event.JobReleased e -> {}
            case Event.JobCancelled e -> {}
            case Event.JobFreed e -> {}
            case Event.MessageSent e -> {}
            case Event.MessageProcessed e -> {}
            case Event.SubmissionPaused e -> {}
            case Event.PriorityChanged e -> {}
            case Event.EntityKilled e -> {}
            case Event.SubmissionResumed e -> {}
        }
    }

    private void write(long nanos, String task, String name, String fields) {
        int dash = task.lastIndexOf('-');
        lines.accept(String.format(
                Locale.ROOT,
                "%16s-%-5s [000] %5d.%06d: %-21s %s",
                task.substring(0, dash),
                task.substring(dash + 1),
                nanos / 1_000_000_000,
                nanos / 1_000 % 1_000_000,
                name + ":",
                fields));
    }

    private String counted(long job, int scheduler, int depth, int credits) {
        return "dev=gpusched, fence=" + fences.get(job) + ", ring="
                + workload.schedulers().get(scheduler).name() + ", job count:" + depth + ", hw job count:" + credits
                + ", client_id:" + (entityOf(job) + 1);
    }

    private int entityOf(long job) {
        Integer entity = entities.get(job);
        if (entity == null) {
            throw new IllegalStateException("job " + job + " was never queued");
        }
        return entity;
    }

    /** A task's name is at most 15 bytes in a recording. */
    private String client(int entity) {
        byte[] name = workload.clients().get(entity).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, COMM_BYTES);
        while (length > 0 && length < name.length && (name[length] & 0xC0) == 0x80) {
            length--; // never cut a character in two
        }
        return new String(name, 0, length, StandardCharsets.UTF_8) + "-" + (FIRST_PID + entity);
    }

    /** An entity has two contexts, scheduled and finished, as in the kernel. */
    private static long finishedContext(int entity) {
        return 2L * entity + 2;
    }

    private String fence(FenceName name) {
        return switch (name) {
            case FenceName.Finished finished -> fenceOf(finished.job());
            case FenceName.Scheduled scheduled -> {
                String finished = fenceOf(scheduled.job());
                int colon = finished.indexOf(':');
                yield Long.parseLong(finished.substring(0, colon)) - 1 + finished.substring(colon);
            }
            case FenceName.External external ->
                FIRST_EXTERNAL_CONTEXT + Math.max(0, workload.fences().indexOf(external.name())) + ":1";
        };
    }

    private String fenceOf(long job) {
        String fence = fences.get(job);
        if (fence == null) {
            throw new IllegalStateException("job " + job + " was never queued");
        }
        return fence;
    }
}
