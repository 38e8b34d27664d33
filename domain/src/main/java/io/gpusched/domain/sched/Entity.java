package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's queue of jobs. The jobs start in the order in which they were pushed. An entity belongs to one scheduler at a time. It may
 * move to another one of its list when none of its jobs is queued or running, since two jobs of one entity on two rings could run out of
 * order.
 *
 * <p>Its queue is linked through the jobs themselves. Within its {@link RunQueue} an entity is in one of these states:
 *
 * <ul>
 *   <li><b>detached</b>: new, moved, or closed. It does not count towards the score of the scheduler.
 *   <li><b>attached and idle</b>: it has pushed a job before and none is queued now.
 *   <li><b>attached and ready</b>: it has a first job that waits for nothing that is known. Only such an entity is selected.
 *   <li><b>attached and blocked</b>: its first job waits for a dependency, and the entity itself is the callback on that fence.
 * </ul>
 *
 * <p>{@link #push} makes an idle entity ready. {@link #pop} takes the first job of a ready one, or makes it blocked. {@link #signaled} makes
 * a blocked one ready. {@link #close} detaches it for good. Dependencies are looked at one by one, when the job has come to the front, as in
 * Linux: most have signalled by then, and need no callback.
 *
 * <p>Linux attaches an entity at the first push and keeps it attached while it is idle; the score counts attached entities, so that is
 * visible and is kept here. {@link #retired} drops the fence of the last job once it can no longer be asked for an error. Without that, each
 * idle entity would hold its last job in memory.
 *
 * <p>A class of its own for the queue of jobs was tried. It cost an object for each idle entity, and a program may have 100,000 of them. For
 * the same reason the entity is its own node in the heap, its own callback, and its own outcome of a {@link Selection}.
 *
 * <p>Writer only.
 *
 * @kernel struct drm_sched_entity
 */
public final class Entity extends PairingHeap.Node<Entity> implements Standing, Selection, FenceCallback {
    private final int id;
    private final long fenceContext;
    private final GpuTime gpuTime = new GpuTime();
    private Priority priority;
    private Priority runQueuePriority;
    private Scheduler @Nullable [] choice;
    private RunQueue runQueue;
    private boolean attached;
    private boolean stopped;
    private final boolean hasGuiltyFlag;
    private boolean guilty;
    private long seqno;
    private long turn;
    private @Nullable Job head;
    private @Nullable Job tail;
    private int queued;
    private @Nullable Fence dependency;
    private @Nullable Fence lastScheduled;
    private @Nullable EntityGroup group;
    private String name = "";
    private @Nullable Share share;

    /**
     * Makes an entity that belongs to the first of its schedulers until it is picked for a job.
     *
     * @param id a number for people and traces
     * @param fenceContext the first of two fence contexts: scheduled, then finished
     * @param priority its urgency
     * @param schedulers those it may use, at least one
     * @throws IllegalStateException if one of them serves one entity only and has it
     * @kernel drm_sched_entity_init()
     */
    public Entity(int id, long fenceContext, Priority priority, List<Scheduler> schedulers) {
        this(id, fenceContext, priority, schedulers, true);
    }

    /**
     * Makes an entity, with a guilty flag or without one. A driver that passes none goes on with a client whose job hung: the job is blamed,
     * and the client's later jobs run.
     *
     * @param id a number for people and traces
     * @param fenceContext the first of two fence contexts: scheduled, then finished
     * @param priority its urgency
     * @param schedulers those it may use, at least one
     * @param hasGuiltyFlag whether a hang makes the entity guilty
     * @throws IllegalStateException if one of them serves one entity only and has it
     * @kernel drm_sched_entity_init(), whose last argument may be NULL
     */
    public Entity(int id, long fenceContext, Priority priority, List<Scheduler> schedulers, boolean hasGuiltyFlag) {
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException("an entity needs at least one scheduler");
        }
        this.hasGuiltyFlag = hasGuiltyFlag;
        this.id = id;
        this.fenceContext = fenceContext;
        this.priority = priority;
        this.runQueuePriority = priority;
        this.choice = schedulers.size() > 1 ? schedulers.toArray(Scheduler[]::new) : null;
        this.runQueue = schedulers.getFirst().runQueueFor(priority);
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).admit(this);
        }
    }

    /** Returns the number that the owner gave the entity. */
    public int id() {
        return id;
    }

    /** Returns the fence context of the scheduled fences of its jobs; that of the finished ones is the next. */
    public long fenceContext() {
        return fenceContext;
    }

    @Override
    public Priority priority() {
        return priority;
    }

    @Override
    public GpuTime gpuTime() {
        return gpuTime;
    }

    @Override
    public long turn() {
        return turn;
    }

    @Override
    public void setTurn(long turn) {
        this.turn = turn;
    }

    /** Returns the scheduler that the entity belongs to now. */
    public Scheduler scheduler() {
        return runQueue.scheduler();
    }

    /** Returns the level of the run queue that the entity belongs to now, 0 for the most urgent of its scheduler. */
    public int runQueueLevel() {
        return runQueue.level();
    }

    /**
     * Returns the schedulers among which the load balancer will choose for the next job, in the order in which it looks at them; empty if
     * it stays with {@link #scheduler()}.
     */
    public List<Scheduler> choice() {
        return choice == null ? List.of() : List.of(choice);
    }

    /** Returns how many of its jobs wait to be run. */
    public int queued() {
        return queued;
    }

    /** Returns the first job in the queue, or null. */
    public @Nullable Job firstJob() {
        return head;
    }

    /** Returns the job behind another one of the queue, or null. */
    public @Nullable Job jobAfter(Job job) {
        assert job.isInQueue();
        return job.next;
    }

    /** Tells whether the entity stands in its run queue with a job that waits for no dependency. */
    public boolean isReady() {
        return runQueue.holdsReady(this);
    }

    /** Tells whether the entity stands in its run queue with a job that waits for a dependency. */
    public boolean isBlocked() {
        return runQueue.holdsBlocked(this);
    }

    /** Returns the fence that its first job waits for, or null. */
    public @Nullable Fence dependency() {
        return dependency;
    }

    /** Tells whether the entity was killed. */
    public boolean isStopped() {
        return stopped;
    }

    /** Tells whether one of its jobs was blamed for a hang; its jobs are then cancelled. */
    public boolean isGuilty() {
        return guilty;
    }

    /** Tells whether a hang makes the entity guilty. @kernel drm_sched_entity.guilty, which may be NULL */
    public boolean hasGuiltyFlag() {
        return hasGuiltyFlag;
    }

    /** Clears the guilty flag: the jobs that are taken from its queue from now on run again. The flag is the driver's. */
    public void forgive() {
        guilty = false;
    }

    /** Tells whether the entity counts towards the score of its scheduler. */
    public boolean isAttached() {
        return attached;
    }

    /** Tells whether its next job must go to the scheduler that it belongs to now: it has no other, or has jobs queued or running. */
    public boolean isPinned() {
        return choice == null || queued > 0 || (lastScheduled != null && !lastScheduled.isSignaled());
    }

    /** Returns the finished fence of the job taken last; null if there was none, and once it is retired without an error. */
    public @Nullable Fence lastScheduled() {
        return lastScheduled;
    }

    /**
     * Returns the error of the job taken last, or null.
     *
     * @kernel drm_sched_entity_error()
     */
    public @Nullable Errno lastError() {
        return lastScheduled == null ? null : lastScheduled.error();
    }

    /**
     * Changes the priority. Under rr and fifo, Linux never moves the entity to another run queue because of it: not now, and not when the
     * load balancer gives it another scheduler. Mended, it moves at once. Under fair the new priority counts from now on.
     *
     * @kernel drm_sched_entity_set_priority()
     */
    public void setPriority(Priority to, LinuxBugs bugs) {
        priority = to;
        if (bugs == LinuxBugs.REPRODUCED) {
            return;
        }
        runQueuePriority = to;
        RunQueue wanted = scheduler().runQueueFor(to);
        if (wanted != runQueue) {
            Job first = head;
            boolean blocked = dependency != null;
            runQueue.detach(this);
            runQueue = wanted;
            if (first != null && !stopped) {
                wanted.join(this, first);
                if (blocked) {
                    wanted.block(this);
                }
                scheduler().wakeup().wake();
            }
        }
    }

    /**
     * Makes the entity a member of a group. It counts under {@link io.gpusched.domain.order.StartTimeFair} only.
     *
     * @throws IllegalStateException if the entity has pushed a job already
     */
    public void setGroup(EntityGroup to) {
        if (seqno > 0) {
            throw new IllegalStateException(this + " has jobs and cannot change its group");
        }
        group = to;
    }

    /**
     * Says whose the entity is, for people and for the hardware.
     *
     * @param name of any length; need not be unique
     */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns whose the entity is; empty unless somebody has said it. May be called on any thread once the entity has jobs. */
    public String name() {
        return name;
    }

    /**
     * Asks the policy for a new key, because something has changed on which the key may depend. Does nothing unless the entity waits in a run
     * queue, and under the policies of Linux, which keep their keys.
     *
     * @param nowNanos the time on the device's clock, in nanoseconds
     */
    public void rekey(long nowNanos) {
        Job first = head;
        if (first != null && attached) {
            runQueue.rekey(this, first, nowNanos);
        }
    }

    /** Returns the group that the entity belongs to, or null. */
    public @Nullable EntityGroup group() {
        return group;
    }

    /**
     * Changes the weight, which is 1 at first. It counts under {@link io.gpusched.domain.order.StartTimeFair} only, for whatever is charged from now
     * on.
     *
     * @param weight its part of the hardware, relative to its siblings, 1 to 10,000
     */
    public void setWeight(int weight) {
        if (share != null || Share.requireWeight(weight) != 1) {
            share().setWeight(weight);
        }
    }

    @Override
    public int weight() {
        return share == null ? 1 : share.weight();
    }

    /** Returns what the entity has been charged under a policy that divides by weights. */
    Share share() {
        Share own = share;
        if (own == null) {
            own = new Share(this);
            share = own;
        }
        return own;
    }

    /**
     * Changes the schedulers that the entity may use; one of them is picked for the next job that finds nothing queued or running.
     *
     * @kernel drm_sched_entity_modify_sched()
     */
    public void setSchedulers(List<Scheduler> schedulers) {
        if (schedulers.isEmpty()) {
            throw new IllegalArgumentException("an entity needs at least one scheduler");
        }
        choice = schedulers.toArray(Scheduler[]::new);
    }

    /**
     * Puts an armed job at the end of the queue.
     *
     * @kernel drm_sched_entity_push_job()
     */
    public Push push(Job job, long nowNanos) {
        job.submittedAt(nowNanos);
        scheduler().score().increment();
        Job last = tail;
        boolean first = last == null;
        if (last == null) {
            head = job;
        } else {
            last.next = job;
            job.previous = last;
        }
        tail = job;
        job.setInQueue(true);
        queued++;
        if (!first) {
            return Push.BEHIND_OTHERS;
        }
        if (stopped) {
            return Push.LOST;
        }
        runQueue.join(this, job);
        return Push.FIRST;
    }

    /**
     * Takes the first job, if nothing remains for it to wait for. The entity must be ready.
     *
     * @param preparation the hardware's own last dependency
     * @kernel drm_sched_entity_pop_job()
     */
    public Pop pop(Preparation preparation) {
        Job job = head;
        if (job == null) {
            throw new IllegalStateException(this + " has no job to take");
        }
        for (Fence fence = job.nextDependency(preparation); fence != null; fence = job.nextDependency(preparation)) {
            Fence awaited = Dependencies.toAwait(fence, this);
            if (awaited != null && awaited.addCallback(this)) {
                dependency = awaited;
                runQueue.block(this);
                return new Pop.Blocked(job, awaited);
            }
        }
        if (guilty) {
            job.fences().finished().setError(Errno.ECANCELED);
        }
        lastScheduled = job.fences().finished();
        unlink(job);
        runQueue.jobTaken(this, job, head);
        return job;
    }

    /**
     * Puts a job at the head of the queue, before all that wait. For a job that was taken off the hardware to make room for a more urgent
     * one: it keeps the time of its first submission.
     *
     * @param submitNanos when the job was submitted first, in nanoseconds on the device's clock
     */
    public void pushFirst(Job job, long submitNanos) {
        if (stopped) {
            throw new IllegalStateException(this + " was closed and takes no jobs");
        }
        job.submittedAt(submitNanos);
        scheduler().score().increment();
        Job second = head;
        head = job;
        job.setInQueue(true);
        queued++;
        if (second == null) {
            tail = job;
            runQueue.join(this, job);
        } else {
            job.next = second;
            second.previous = job;
            awaitNothing();
            runQueue.headReplaced(this, job);
        }
        scheduler().wakeup().wake();
    }

    /**
     * Takes a job out of the queue, wherever it stands. It will never run, and the caller ends its fences. If it was the first one, the
     * entity goes on with the next, without having used its turn.
     *
     * @return the finished fence of the job before it, which may have signalled; null if there was none
     * @throws IllegalStateException if the job is not in the queue
     */
    public @Nullable Fence withdraw(Job job) {
        if (!job.isInQueue() || job.entity() != this) {
            throw new IllegalStateException(job + " is not queued in " + this);
        }
        Job before = job.previous;
        Fence earlier = before == null ? lastScheduled : before.fences().finished();
        boolean wasFirst = before == null;
        unlink(job);
        job.scheduler().score().decrement();
        if (wasFirst && !stopped) {
            awaitNothing();
            if (head == null) {
                runQueue.emptied(this);
            } else {
                runQueue.headReplaced(this, head);
            }
            scheduler().wakeup().wake();
        }
        return earlier;
    }

    /** Stops waiting for a dependency of the first job, since another job is the first now. */
    private void awaitNothing() {
        if (dependency != null) {
            dependency.removeCallback(this);
            dependency = null;
            runQueue.unblock(this);
        }
    }

    /** {@inheritDoc} The awaited dependency signalled: the entity is ready again. @kernel drm_sched_entity_wakeup() */
    @Override
    public void signaled(Fence fence) {
        dependency = null;
        runQueue.unblock(this);
        scheduler().wakeup().wake();
    }

    /**
     * Kills the entity: it leaves its run queue, takes no jobs any more and waits for nothing. Its queued jobs are then taken with
     * {@link #takeKilled}.
     *
     * @kernel drm_sched_entity_kill(), drm_sched_entity_fini()
     */
    public void close() {
        stopped = true;
        runQueue.detach(this);
        if (dependency != null) {
            dependency.removeCallback(this);
            dependency = null;
        }
    }

    /**
     * Takes the first job of a killed entity, or null if none is left. Linux forgets to take the job off the score.
     *
     * @kernel drm_sched_entity_queue_pop()
     */
    public @Nullable Job takeKilled(LinuxBugs bugs) {
        assert stopped;
        Job job = head;
        if (job != null) {
            unlink(job);
            if (bugs == LinuxBugs.MENDED) {
                job.scheduler().score().decrement();
            }
        }
        return job;
    }

    /**
     * Chooses the run queue for the next job. An entity with one scheduler stays; one with jobs queued or running stays, since
     * its jobs must run in order. The level is that of the priority that counts for run queues: see {@link #setPriority}.
     *
     * @return false if none of the schedulers is eligible
     * @kernel drm_sched_entity_select_rq()
     */
    boolean chooseRunQueue() {
        Scheduler[] schedulers = choice;
        if (schedulers == null || isPinned()) {
            return true;
        }
        Scheduler best = LoadBalancer.pickBest(schedulers);
        if (best == null) {
            return false;
        }
        RunQueue wanted = best.runQueueFor(runQueuePriority);
        if (wanted != runQueue) {
            runQueue.detach(this);
            runQueue = wanted;
        }
        if (schedulers.length == 1) {
            choice = null;
        }
        return true;
    }

    /** Lets go of the fences of the job taken last, once it is done and cannot be asked for its error any more. */
    void retired(Job job) {
        if (lastScheduled == job.fences().finished() && lastScheduled.error() == null) {
            lastScheduled = null;
        }
    }

    long nextSeqno() {
        return ++seqno;
    }

    void setAttached(boolean attached) {
        this.attached = attached;
    }

    void markGuilty() {
        guilty = hasGuiltyFlag;
    }

    /** Cuts all links of the job, or one finished job would keep the whole chain behind it in memory. */
    private void unlink(Job job) {
        Job before = job.previous;
        Job after = job.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        job.next = null;
        job.previous = null;
        job.setInQueue(false);
        queued--;
    }

    @Override
    public String toString() {
        return "entity " + id;
    }
}
