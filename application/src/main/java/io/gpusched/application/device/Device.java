package io.gpusched.application.device;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.scheduling.DeviceSchedulers;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceContexts;
import io.gpusched.domain.fence.FenceSource;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Arming;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import io.vavr.control.Either;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All schedulers that share entities or fences, and the way in to them for a driver. Entities move between schedulers and fences cross them,
 * so they have one writer together. Every method here is called on that writer; an assertion checks it. A program with many threads uses
 * {@link io.gpusched.application.shared.SharedDevice} instead, which brings its calls to the writer.
 *
 * <p>A device is built up and taken down in an order: schedulers first, then entities that may use them, then jobs; at the end entities are
 * closed before their schedulers are {@linkplain #teardown torn down}. Nothing here waits. What takes time in Linux, a flush or a wait for a
 * fence, is a fence or a callback here.
 *
 * <p>A scheduler that was torn down can be looked at and stopped, and no more: whatever would put work on its way throws an {@link
 * IllegalStateException} that says so.
 *
 * <p>A job that cannot be taken is refused with a {@link Rejection}, and then nothing has changed. Trouble with the hardware is never an
 * exception; it is an error on the finished fence of a job.
 *
 * <p>The methods hand on to {@link DeviceSchedulers} and {@code SchedulerWork} in a line or two. They are in one class because a reader of
 * the kernel's header looks for them in one place.
 *
 * @kernel struct drm_device, as far as scheduling goes
 */
public final class Device {
    /** How long {@link #destroy} waits for queued jobs: one second. @kernel MAX_WAIT_SCHED_ENTITY_Q_EMPTY */
    public static final long DESTROY_LIMIT_NANOS = 1_000_000_000L;

    private final Writer writer;
    private final DeviceSchedulers schedulers;
    private final FenceContexts contexts = new FenceContexts();
    private int entities;

    /** Makes a device without schedulers that does what is right where Linux has a bug. */
    public Device(Writer writer, Tracepoints tracepoints) {
        this(writer, tracepoints, LinuxBugs.MENDED);
    }

    /** Makes a device without schedulers. */
    public Device(Writer writer, Tracepoints tracepoints, LinuxBugs bugs) {
        this.writer = writer;
        this.schedulers = new DeviceSchedulers(writer, tracepoints, bugs);
    }

    /** Adds a scheduler with a submit queue of its own. */
    public Scheduler addScheduler(SchedulerSettings settings, Hardware hardware) {
        return addScheduler(
                settings, hardware, writer.ordered("submit", schedulers.all().size()));
    }

    /**
     * Adds a scheduler.
     *
     * @param submitQueue where run and free work goes; an item of the driver's own that is queued there keeps its place among them
     * @kernel drm_sched_init()
     */
    public Scheduler addScheduler(SchedulerSettings settings, Hardware hardware, OrderedWorkQueue submitQueue) {
        assert writer.isCurrent();
        Scheduler scheduler = settings.scheduler(schedulers.all().size(), hardware.overlaps());
        schedulers.add(scheduler, hardware, submitQueue);
        return scheduler;
    }

    /**
     * Adds an entity.
     *
     * @param choice the schedulers that it may use, at least one
     * @kernel drm_sched_entity_init()
     */
    public Entity addEntity(Priority priority, List<Scheduler> choice) {
        assert writer.isCurrent();
        return addEntity(priority, choice, true);
    }

    /**
     * Adds an entity.
     *
     * @param choice the schedulers that it may use, at least one
     * @param hasGuiltyFlag whether a hang makes the entity guilty, so that its later jobs are cancelled
     * @kernel drm_sched_entity_init(), whose last argument may be NULL
     */
    public Entity addEntity(Priority priority, List<Scheduler> choice, boolean hasGuiltyFlag) {
        assert writer.isCurrent();
        Entity entity = new Entity(entities++, contexts.allocate(2), priority, choice, hasGuiltyFlag);
        schedulers.tracepoints().entityAdded(entity);
        return entity;
    }

    /** Returns where the contexts of this device's fences come from: for arrays, timelines and merging. */
    public FenceContexts contexts() {
        return contexts;
    }

    /**
     * Waits for a fence. Nobody blocks: the outcome is handed over on the writer, at once if it is known.
     *
     * @param timeoutNanos how long at most; 0 only looks; {@link Nanos#NO_LIMIT} for ever
     * @param outcome called once, unless the wait is cancelled
     * @kernel dma_fence_wait_timeout()
     */
    public FenceWait await(Fence fence, long timeoutNanos, Consumer<FenceWait.Outcome> outcome) {
        assert writer.isCurrent();
        return FenceWait.on(fence, writer.timers(), timeoutNanos, outcome);
    }

    /** Makes a fence that somebody outside of the device signals with {@link #signal}, on a context of its own. */
    public Fence addFence(FenceSource source) {
        assert writer.isCurrent();
        return Fence.of(contexts.allocate(1), 1, source);
    }

    /**
     * Submits a job.
     *
     * @return the armed job, or why not
     * @kernel drm_sched_job_arm(), drm_sched_entity_push_job()
     */
    public Either<Rejection, Job> submit(UnarmedJob job) {
        assert writer.isCurrent();
        Entity entity = job.entity();
        if (entity.isStopped() && schedulers.bugs() == LinuxBugs.MENDED) {
            schedulers.tracepoints().refused(job);
            return Either.left(new Rejection.EntityKilled(entity));
        }
        return switch (schedulers.push(job)) {
            case Job armed -> Either.right(armed);
            case Arming.Refused refused -> {
                schedulers.tracepoints().refused(job);
                yield Either.left(new Rejection.NoEligibleScheduler(entity));
            }
        };
    }

    /**
     * Makes a job wait for a fence, as {@link UnarmedJob#addDependency} does, and reports that to the tracepoints.
     *
     * @kernel drm_sched_job_add_dependency()
     */
    public void addDependency(UnarmedJob job, Fence fence) {
        assert writer.isCurrent();
        schedulers.tracepoints().dependencyAsked(job, fence);
        job.addDependency(fence);
    }

    /**
     * Cancels a job: one that waits ends with {@link Errno#ECANCELED} in its turn, one on the hardware when and as that says.
     *
     * @return false if the job has finished
     */
    public boolean cancel(Job job) {
        assert writer.isCurrent();
        return schedulers.cancel(job);
    }

    /**
     * Takes a job out of the queue of its entity, wherever it stands. It never runs, and the scheduler keeps nothing of it: {@link
     * Hardware#free} is called for it at once. Unlike {@link #cancel}, which does what a driver of Linux can do, this leaves nothing in the
     * queue.
     *
     * @param error what its finished fence signals with
     * @param inOrder whether somebody may wait for that fence; it then signals when the job before it and all that the job was to wait for
     *     have finished, or memory that those still use would count as free. If not, it signals at once
     * @throws IllegalStateException if the job is not queued
     */
    public void withdraw(Job job, Errno error, boolean inOrder) {
        assert writer.isCurrent();
        schedulers.withdraw(job, error, inOrder);
    }

    /**
     * Puts a job at the head of the queue of its entity, for one that was taken off the hardware to make room for a more urgent job. It goes
     * to the scheduler that the entity has now.
     *
     * @param submitNanos when it was submitted first, in nanoseconds on the writer's clock
     * @return the armed job, or why not
     */
    public Either<Rejection, Job> resubmitFirst(UnarmedJob job, long submitNanos) {
        assert writer.isCurrent();
        Entity entity = job.entity();
        if (entity.isStopped()) {
            return Either.left(new Rejection.EntityKilled(entity));
        }
        return switch (schedulers.pushFirst(job, submitNanos)) {
            case Job armed -> Either.right(armed);
            case Arming.Refused refused -> Either.left(new Rejection.NoEligibleScheduler(entity));
        };
    }

    /**
     * Changes how much a scheduler may have in flight. Running jobs are left alone: after the limit was lowered, nothing more starts until
     * enough has finished.
     *
     * @param limit at least 1
     */
    public void setCreditLimit(Scheduler scheduler, int limit) {
        assert writer.isCurrent();
        scheduler.credits().setLimit(limit);
        schedulers.of(scheduler).wake();
    }

    /** Lets no job of a scheduler start for the time being, or ends that; what is in flight goes on, and is freed as ever. */
    public void holdStarts(Scheduler scheduler, boolean held) {
        assert writer.isCurrent();
        scheduler.credits().setClosed(held);
        if (!held) {
            schedulers.of(scheduler).wake();
        }
    }

    /**
     * Changes how long a job may take. It holds for running jobs as well, from their start on.
     *
     * @param timeoutNanos at least 1, or {@link Nanos#NO_LIMIT}
     */
    public void setTimeout(Scheduler scheduler, long timeoutNanos) {
        assert writer.isCurrent();
        schedulers.of(scheduler).timeout().change(timeoutNanos);
    }

    /**
     * Closes an entity at once: its queued jobs never run and end with {@link Errno#ESRCH}; those on the hardware are left alone.
     *
     * @kernel drm_sched_entity_fini()
     */
    public void close(Entity entity) {
        assert writer.isCurrent();
        schedulers.kill(entity);
    }

    /**
     * Waits for an entity's queue to become empty, without blocking.
     *
     * @param limitNanos how long at most, in nanoseconds
     * @return signals when nothing is queued; with {@link Errno#ETIME} if the limit came first, with {@link Errno#ENODEV} if the
     *     scheduler was torn down first
     * @kernel drm_sched_entity_flush()
     */
    public Fence flush(Entity entity, long limitNanos) {
        assert writer.isCurrent();
        return schedulers.flush(entity, contexts.allocate(1), limitNanos);
    }

    /**
     * Flushes an entity, for at most {@link #DESTROY_LIMIT_NANOS}, and then closes it.
     *
     * @return signals as {@link #flush} does, after the entity was closed
     * @kernel drm_sched_entity_destroy()
     */
    public Fence destroy(Entity entity) {
        Fence flushed = flush(entity, DESTROY_LIMIT_NANOS);
        if (!flushed.addCallback(fence -> close(entity))) {
            close(entity);
        }
        return flushed;
    }

    /** Changes the priority of an entity. @kernel drm_sched_entity_set_priority() */
    public void setPriority(Entity entity, Priority priority) {
        assert writer.isCurrent();
        schedulers.setPriority(entity, priority);
    }

    /** Changes the weight of an entity; see {@link Entity#setWeight}. */
    public void setWeight(Entity entity, int weight) {
        assert writer.isCurrent();
        entity.setWeight(weight);
        schedulers.rekey(entity);
    }

    /**
     * Says by when a job should be finished. The hardware learns it if it has the job, and otherwise when the job starts; a policy of one's own
     * may look at it.
     *
     * @param deadlineNanos time on the device's clock, in nanoseconds; a later one than before changes nothing
     * @kernel dma_fence_set_deadline() on the finished fence
     */
    public void setDeadline(Job job, long deadlineNanos) {
        assert writer.isCurrent();
        job.fences().finished().setDeadline(deadlineNanos);
        if (job.entity().firstJob() == job) {
            schedulers.rekey(job.entity());
        }
    }

    /**
     * Asks the policy for a new key of an entity that waits, because something has changed that only the policy knows. The policies of Linux keep
     * the key.
     *
     * @see io.gpusched.domain.order.KeyPolicy#keyOnChange
     */
    public void rekey(Entity entity) {
        assert writer.isCurrent();
        schedulers.rekey(entity);
    }

    /** Changes the schedulers that an entity may use. @kernel drm_sched_entity_modify_sched() */
    public void setSchedulers(Entity entity, List<Scheduler> choice) {
        assert writer.isCurrent();
        schedulers.tracepoints().schedulersChanged(entity, choice);
        entity.setSchedulers(choice);
    }

    /** Signals a fence made by {@link #addFence}. */
    public void signal(Fence fence, @Nullable Errno error) {
        assert writer.isCurrent();
        schedulers.signal(fence, error);
    }

    /** Pauses submission to a scheduler. @kernel drm_sched_wqueue_stop() */
    public void stop(Scheduler scheduler) {
        assert writer.isCurrent();
        schedulers.of(scheduler).pause();
    }

    /**
     * Resumes submission to a scheduler.
     *
     * @throws IllegalStateException if it was torn down
     * @kernel drm_sched_wqueue_start()
     */
    public void start(Scheduler scheduler) {
        assert writer.isCurrent();
        schedulers.of(scheduler).resume();
    }

    /** Reports how far the recovery of a scheduler's ring has come. */
    public void recovering(Scheduler scheduler, RecoveryStage stage) {
        assert writer.isCurrent();
        schedulers.tracepoints().recovering(scheduler, stage);
    }

    /** Forgives an entity the hangs that it was blamed for: its jobs run again. The blame of its jobs stays. */
    public void forgive(Entity entity) {
        assert writer.isCurrent();
        entity.forgive();
        schedulers.tracepoints().forgiven(entity);
    }

    /**
     * Runs the timeout handler of a scheduler soon. An interrupt may come after a teardown: ask {@link #isTornDown} first.
     *
     * @throws IllegalStateException if it was torn down
     * @kernel drm_sched_fault()
     */
    public void fault(Scheduler scheduler) {
        assert writer.isCurrent();
        schedulers.of(scheduler).timeout().fault();
    }

    /** Has the driver's message processed in its turn among run and free work. @kernel drm_sched_add_msg() */
    public void send(Scheduler scheduler, Message message) {
        assert writer.isCurrent();
        schedulers.of(scheduler).send(message);
    }

    /** Runs the timeout handler of a scheduler soon, and sets its timeout to zero. @kernel drm_sched_tdr_queue_imm() */
    public void timeOutNow(Scheduler scheduler) {
        assert writer.isCurrent();
        schedulers.of(scheduler).timeout().now();
    }

    /**
     * Stops the clock of a scheduler's timeout.
     *
     * @return how much was left, in nanoseconds; all of it if it was not running
     * @kernel drm_sched_suspend_timeout()
     */
    public long suspendTimeout(Scheduler scheduler) {
        assert writer.isCurrent();
        return schedulers.of(scheduler).timeout().suspend();
    }

    /** Lets the timeout of a scheduler run on. @kernel drm_sched_resume_timeout() */
    public void resumeTimeout(Scheduler scheduler, long remainingNanos) {
        assert writer.isCurrent();
        schedulers.of(scheduler).timeout().resume(remainingNanos);
    }

    /**
     * Returns the jobs on the hardware of a stopped scheduler, in the order in which they were started.
     *
     * @throws IllegalStateException if it is not stopped
     * @kernel drm_sched_for_each_pending_job()
     */
    public List<Job> pendingJobs(Scheduler scheduler) {
        assert writer.isCurrent();
        if (!scheduler.isPaused()) {
            throw new IllegalStateException("stop " + scheduler + " before looking at its pending jobs");
        }
        return scheduler.pending().jobs();
    }

    /**
     * Returns what a reset of a scheduler may do. A timeout handler is given its own; this is for resets of several schedulers and for
     * those that no job caused.
     *
     * @param bad the job whose timeout handler is running, or null
     */
    public Recovery recovery(Scheduler scheduler, @Nullable Job bad) {
        assert writer.isCurrent();
        return schedulers.of(scheduler).recovery(bad);
    }

    /** Destroys a scheduler; its entities must be closed. @kernel drm_sched_fini() */
    public void teardown(Scheduler scheduler) {
        assert writer.isCurrent();
        schedulers.teardown(scheduler);
    }

    /** Returns the schedulers, in the order in which they were added. */
    public List<Scheduler> schedulers() {
        return schedulers.schedulers();
    }

    /** Returns what this device does where Linux has a bug. */
    public LinuxBugs bugs() {
        return schedulers.bugs();
    }

    /** Tells which work items of a scheduler are on their way. */
    public QueuedWork queuedWork(Scheduler scheduler) {
        return schedulers.of(scheduler).queuedWork();
    }

    /** Returns the entities that are being flushed, in the order in which that was begun. */
    public List<Entity> flushing() {
        return schedulers.flushing();
    }

    /** Returns how many completions of a scheduler's hardware came too late or twice, and were ignored. */
    public long ignoredCompletions(Scheduler scheduler) {
        return schedulers.of(scheduler).ignoredCompletions();
    }

    /** Tells whether the jobs of a scheduler overlap on its hardware; then none waits for the end of another. */
    public boolean overlaps(Scheduler scheduler) {
        return scheduler.pending().isOverlapping();
    }

    /** Tells whether a scheduler was torn down. */
    public boolean isTornDown(Scheduler scheduler) {
        return schedulers.of(scheduler).isTornDown();
    }
}
