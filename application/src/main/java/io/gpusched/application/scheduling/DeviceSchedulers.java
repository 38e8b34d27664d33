package io.gpusched.application.scheduling;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Arming;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Push;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All schedulers of one device, and what concerns more than one of them: pushing a job, which chooses the scheduler; killing an entity,
 * whose jobs may be on several; waiting for an entity's queue to become empty; signalling fences from outside.
 *
 * <p>Each scheduler has its id as its place in the list, so finding the {@link SchedulerWork} of a job costs one look. A scheduler that was
 * torn down stays in the list, because entities and jobs still refer to it.
 *
 * <p>Where Linux has a bug that shows in traces, {@link LinuxBugs} decides what happens. The decisions that concern several schedulers are
 * made here: a push to a scheduler that was torn down, and the wake-up after a kill.
 *
 * <p>Writer only.
 *
 * @kernel drivers/gpu/drm/scheduler/sched_entity.c
 */
public final class DeviceSchedulers {
    private final Writer writer;
    private final Tracepoints tracepoints;
    private final LinuxBugs bugs;
    private final List<SchedulerWork> all = new ArrayList<>();
    private final List<Scheduler> schedulers = new ArrayList<>();
    private final List<Scheduler> schedulersToShow = Collections.unmodifiableList(schedulers);
    private final List<EntityFlush> flushes = new ArrayList<>();
    private @Nullable OrderedWorkQueue systemQueue;

    /** Makes the set of schedulers of a device, empty at first. */
    public DeviceSchedulers(Writer writer, Tracepoints tracepoints, LinuxBugs bugs) {
        this.writer = writer;
        this.tracepoints = tracepoints;
        this.bugs = bugs;
    }

    /** Adds a scheduler, whose id must be the number of schedulers added before it. */
    public void add(Scheduler scheduler, Hardware hardware, OrderedWorkQueue submitQueue) {
        assert scheduler.id() == all.size() : scheduler + " is added out of turn";
        schedulers.add(scheduler);
        all.add(new SchedulerWork(
                scheduler, hardware, writer, submitQueue, writer.ordered("timeout"), tracepoints, this::wakeFlushes));
    }

    /** Returns the working half of a scheduler of this device. */
    public SchedulerWork of(Scheduler scheduler) {
        SchedulerWork found = scheduler.id() < all.size() ? all.get(scheduler.id()) : null;
        if (found == null || found.scheduler() != scheduler) {
            throw new IllegalArgumentException(scheduler + " is not of this device");
        }
        return found;
    }

    /** Returns the working halves of all schedulers, in the order in which they were added. */
    public List<SchedulerWork> all() {
        return all;
    }

    /**
     * Arms a job and pushes it, in one go.
     *
     * @return the job, or why it was refused; then nothing has changed
     * @kernel drm_sched_job_arm(), drm_sched_entity_push_job()
     */
    public Arming push(UnarmedJob unarmed) {
        if (bugs == LinuxBugs.MENDED && wouldBeLost(unarmed.entity())) {
            return Arming.Refused.NO_ELIGIBLE_SCHEDULER;
        }
        Arming armed = unarmed.arm();
        if (armed instanceof Job job) {
            push(job);
        }
        return armed;
    }

    /** Tells whether a push would go to a scheduler that was torn down. Linux takes such a job, and nothing ever selects or frees it. */
    private boolean wouldBeLost(Entity entity) {
        Scheduler scheduler = entity.scheduler();
        return !scheduler.isEligible() && entity.isPinned() && of(scheduler).isTornDown();
    }

    private void push(Job job) {
        if (tracepoints != Tracepoints.NONE) {
            tracepoints.jobQueued(job);
            for (int i = 0; i < job.dependencyCount(); i++) {
                tracepoints.dependencyAdded(job, job.dependency(i));
            }
        }
        if (job.entity().push(job, writer.clock().nanos()) == Push.FIRST) {
            of(job.scheduler()).wake();
        }
    }

    /**
     * Asks for the end of a job: one on the hardware is for the hardware to end; one that is queued keeps its place, and will end with
     * {@link Errno#ECANCELED} when its turn comes.
     *
     * @return false if the job has finished
     */
    public boolean cancel(Job job) {
        if (job.isSignaled()) {
            return false;
        }
        if (job.scheduler().pending().contains(job)) {
            tracepoints.cancelled(job);
            of(job.scheduler()).hardware().cancel(job);
        } else {
            tracepoints.cancelledInQueue(job);
            job.fences().finished().setError(Errno.ECANCELED);
        }
        return true;
    }

    /**
     * Takes a job out of the queue of its entity, wherever it stands, and frees it.
     *
     * @param error what its finished fence signals with
     * @param inOrder whether that fence waits for the job before it and for its dependencies
     */
    public void withdraw(Job job, Errno error, boolean inOrder) {
        tracepoints.cancelledInQueue(job);
        Fence earlier = job.entity().withdraw(job);
        SchedulerWork work = of(job.scheduler());
        FencesInOrder end = new FencesInOrder(work, system(), job, error);
        if (inOrder) {
            work.free(job);
            end.after(earlier);
        } else {
            end.now();
            work.free(job);
        }
        wakeFlushes();
    }

    /** Arms a job and puts it at the head of the queue of its entity; see {@link Entity#pushFirst}. */
    public Arming pushFirst(UnarmedJob unarmed, long submitNanos) {
        if (wouldBeLost(unarmed.entity())) {
            return Arming.Refused.NO_ELIGIBLE_SCHEDULER;
        }
        Arming armed = unarmed.arm();
        if (armed instanceof Job job) {
            tracepoints.jobQueued(job);
            job.entity().pushFirst(job, submitNanos);
        }
        return armed;
    }

    private OrderedWorkQueue system() {
        OrderedWorkQueue queue = systemQueue;
        if (queue == null) {
            queue = writer.ordered("system");
            systemQueue = queue;
        }
        return queue;
    }

    /**
     * Kills an entity: it takes no more jobs, and its queued ones end with {@link Errno#ESRCH}.
     *
     * @kernel drm_sched_entity_kill(), drm_sched_entity_fini()
     */
    public void kill(Entity entity) {
        if (!entity.isStopped()) {
            tracepoints.killed(entity);
        }
        KillJob.killAll(entity, job -> of(job.scheduler()), system(), bugs);
        if (bugs == LinuxBugs.MENDED) {
            // Its first job may have stood in the way of smaller ones. Linux lets them wait until the next job is done.
            of(entity.scheduler()).wake();
        }
        wakeFlushes();
    }

    /** Changes the priority of an entity. @kernel drm_sched_entity_set_priority() */
    public void setPriority(Entity entity, Priority priority) {
        Scheduler before = entity.scheduler();
        if (before.looksAtTheTime()) {
            before.lookAtTheTime(writer.clock().nanos());
        }
        entity.setPriority(priority, bugs);
        tracepoints.priorityChanged(entity);
        rekey(entity);
    }

    /** Asks the policy for a new key of an entity; see {@link Entity#rekey}. */
    public void rekey(Entity entity) {
        entity.rekey(writer.clock().nanos());
        tracepoints.rekeyed(entity);
    }

    /**
     * Waits for an entity's queue to become empty.
     *
     * @param context the fence context of the fence that is returned
     * @param limitNanos how long to wait at most, in nanoseconds
     * @return signals when nothing is queued, or with an error; see {@link EntityFlush}
     * @kernel drm_sched_entity_flush()
     */
    public Fence flush(Entity entity, long context, long limitNanos) {
        EntityFlush flush = new EntityFlush(this, writer.timers(), entity, context);
        tracepoints.flushed(entity, flush.fence(), limitNanos);
        flushes.add(flush);
        flush.begin(limitNanos);
        return flush.fence();
    }

    /** Returns the schedulers, in the order in which they were added. */
    public List<Scheduler> schedulers() {
        return schedulersToShow;
    }

    /** Returns the entities that are being flushed. */
    public List<Entity> flushing() {
        return flushes.isEmpty()
                ? List.of()
                : flushes.stream().map(EntityFlush::entity).toList();
    }

    void endFlush(EntityFlush flush, @Nullable Errno error) {
        flushes.remove(flush);
        signal(flush.fence(), error);
    }

    /** Ends the flushes of entities that have nothing left. @kernel wake_up(&sched->job_scheduled) */
    void wakeFlushes() {
        if (!flushes.isEmpty()) {
            List.copyOf(flushes).forEach(EntityFlush::endIfIdle);
        }
    }

    /**
     * Destroys a scheduler. Flushes of entities on it end with {@link Errno#ENODEV}.
     *
     * @kernel drm_sched_fini()
     */
    public void teardown(Scheduler scheduler) {
        of(scheduler).teardown();
        for (EntityFlush flush : List.copyOf(flushes)) {
            if (flush.entity().scheduler() == scheduler) {
                flush.end(Errno.ENODEV);
            }
        }
        tracepoints.tornDown(scheduler);
    }

    /**
     * Signals a fence that does not belong to a job.
     *
     * @param error what it signals with, or null
     */
    public void signal(Fence fence, @Nullable Errno error) {
        if (error != null) {
            fence.setError(error);
        }
        tracepoints.signaled(fence);
        fence.signal(writer.clock().nanos());
    }

    /** Returns the tracepoints of the device. */
    public Tracepoints tracepoints() {
        return tracepoints;
    }

    /** Returns what to do where Linux has a bug. */
    public LinuxBugs bugs() {
        return bugs;
    }
}
