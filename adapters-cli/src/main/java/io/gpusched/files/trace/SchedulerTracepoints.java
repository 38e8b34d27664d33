package io.gpusched.files.trace;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.trace.SchedulerTracepoint.FenceId;
import io.gpusched.files.trace.SchedulerTracepoint.Task;
import io.gpusched.words.EntityNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Turns the events of a run into those that a recording of the kernel's tracepoints would hold. What the kernel has no tracepoint for is
 * left out. Several runs that are recorded together keep apart by their numbers, as the clients of one machine do.
 */
public final class SchedulerTracepoints implements Consumer<Event> {
    /** The name of the device of a run that is recorded alone. */
    public static final String DEVICE = "gpusched";

    public static final Task WORKER = new Task("kworker/u2:0", 7);
    private static final Task IDLE = new Task("<idle>", 0);
    private static final int COMM_BYTES = 15;
    private static final int NAME_BYTES = 255;
    private static final int FIRST_PID = 1_000;
    private static final long FIRST_EXTERNAL_CONTEXT = 1_000_000;
    private final String device;
    private final Workload workload;
    private final int firstEntity;
    private final Consumer<SchedulerTracepoint> sink;
    private final Map<Long, QueuedJob> jobs = new LinkedHashMap<>();
    private final long[] seqnos;
    private final List<Task> tasks;

    private record QueuedJob(int entity, FenceId fence) {}

    /**
     * Makes a recorder of one run.
     *
     * @param device what to call the device; commas, which part the fields of an event, are left out
     * @param workload what is played
     * @param firstEntity how many entities the runs have that were recorded before
     * @param sink told of each tracepoint
     */
    public SchedulerTracepoints(String device, Workload workload, int firstEntity, Consumer<SchedulerTracepoint> sink) {
        this.device = cut(device.replace(",", ""), NAME_BYTES);
        this.workload = workload;
        this.tasks = tasks(workload, firstEntity);
        this.firstEntity = firstEntity;
        this.sink = sink;
        this.seqnos = new long[workload.entities().size()];
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.JobQueued e -> {
                FenceId fence = new FenceId(finishedContext(e.entity()), ++seqnos[e.entity()]);
                jobs.put(e.job(), new QueuedJob(e.entity(), fence));
                sink.accept(
                        counted(e.nanos(), task(e.entity()), false, e.job(), e.scheduler(), e.depth(), e.credits()));
            }
            case Event.JobRun e ->
                sink.accept(counted(e.nanos(), WORKER, true, e.job(), e.scheduler(), e.depth(), e.credits()));
            case Event.JobDone e ->
                sink.accept(new SchedulerTracepoint.Done(
                        e.nanos(), IDLE, queued(e.job()).fence()));
            case Event.DependencyAdded e -> {
                QueuedJob job = queued(e.job());
                sink.accept(new SchedulerTracepoint.Dependency(
                        e.nanos(), task(job.entity()), false, job.fence(), fence(e.fence())));
            }
            case Event.JobUnschedulable e ->
                sink.accept(new SchedulerTracepoint.Dependency(
                        e.nanos(), WORKER, true, queued(e.job()).fence(), fence(e.fence())));
            case Event.JobSubmitted _,
                    Event.FenceSignaled _,
                    Event.TimedOut _,
                    Event.JobReleased _,
                    Event.JobCancelled _,
                    Event.JobFreed _,
                    Event.SchedulerEvent _,
                    Event.EntityEvent _,
                    Event.MessageEvent _ -> {}
        }
    }

    private SchedulerTracepoint counted(
            long nanos, Task task, boolean isRun, long job, int scheduler, int depth, int credits) {
        QueuedJob queued = queued(job);
        return new SchedulerTracepoint.Counted(
                nanos,
                task,
                isRun,
                device,
                queued.fence(),
                cut(workload.schedulers().get(scheduler).name(), NAME_BYTES),
                depth,
                credits,
                firstEntity + queued.entity() + 1L);
    }

    private QueuedJob queued(long job) {
        QueuedJob queued = jobs.get(job);
        if (queued == null) {
            throw new IllegalStateException("job " + job + " was never queued");
        }
        return queued;
    }

    private Task task(int entity) {
        return tasks.get(entity);
    }

    /**
     * Returns the tasks that the jobs of a run come from, by the ids of the entities. They are called as the entities are everywhere; of a
     * name that is too long for a task the number stays.
     */
    public static List<Task> tasks(Workload workload, int firstEntity) {
        List<String> clients = workload.clients();
        List<String> names = EntityNames.of(clients);
        List<Task> tasks = new ArrayList<>();
        for (int id = 0; id < names.size(); id++) {
            String client = clients.get(id);
            String number = names.get(id).substring(client.length());
            String name = cut(client, COMM_BYTES - number.length()) + number;
            tasks.add(new Task(name, FIRST_PID + firstEntity + id));
        }
        return tasks;
    }

    /** Names have a longest length in a recording. */
    private static String cut(String text, int longest) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, longest);
        while (length > 0 && length < name.length && (name[length] & 0xC0) == 0x80) {
            length--; // never cut a character in two
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }

    /** An entity has two contexts, scheduled and finished, as in the kernel. */
    private long finishedContext(int entity) {
        return 2L * (firstEntity + entity) + 2;
    }

    private FenceId fence(FenceName name) {
        return switch (name) {
            case FenceName.Finished finished -> queued(finished.job()).fence();
            case FenceName.Scheduled scheduled -> {
                FenceId finished = queued(scheduled.job()).fence();
                yield new FenceId(finished.context() - 1, finished.seqno());
            }
            case FenceName.External external ->
                new FenceId(
                        FIRST_EXTERNAL_CONTEXT + Math.max(0, workload.fences().indexOf(external.name())), 1);
        };
    }
}
