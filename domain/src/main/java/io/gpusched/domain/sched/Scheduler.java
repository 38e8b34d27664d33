package io.gpusched.domain.sched;

import io.gpusched.domain.order.AverageMicros;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one hardware ring: the run queues that it selects from, the credits that it may have in flight, and the jobs that are on
 * the hardware.
 *
 * <p>It keeps state and rules only. It does not decide when to look, what time it is, or what the hardware has done; that comes in from
 * outside, through the work items of {@code application.scheduling}, one for each kernel function. There are no locks. One ordered work
 * queue runs one item at a time, and that order is the guarantee that the kernel's scheduler thread once gave.
 *
 * <p>The way of a job through the methods of this class:
 *
 * <ol> <li>{@link #select} names the entity that is next. It changes nothing. {@link Entity#pop} then takes the entity's first job, or finds
 * a dependency that the job must wait for. <li>{@link #begin} takes the credits of the job and puts it on the {@linkplain #pending() pending
 * list}. <li>{@link #complete} gives the credits back when the hardware is done. <li>{@link PendingList#removeFinished} takes the job off
 * the list, and {@link #account} charges its GPU time. </ol>
 *
 * <p>A reset takes a side road: {@link #detach} gives the credits of an unfinished job back and leaves it on the list, {@link #reattach}
 * takes them again. So the credits in flight always equal the sum over the pending jobs that have a run on the hardware and are not done.
 * The rules of {@code application.rules} check that sum after every step.
 *
 * <p>Two switches stop the flow. A <i>paused</i> scheduler queues no work of its own, so nothing is selected and nothing is freed. A
 * scheduler that is not <i>eligible</i> is passed over by the load balancer; the jobs that it has go on.
 *
 * <p>A policy with one run queue for all priorities has one {@link RunQueue}; the others have one for each priority, and selection looks at
 * the most urgent first.
 *
 * @kernel struct drm_gpu_scheduler
 */
public final class Scheduler {
    private final int id;
    private final String name;
    private final Policy policy;
    private final int hangLimit;
    private final Credits credits;
    private final Score score;
    private final RunQueue[] runQueues;
    private final @Nullable SharedRunQueue shared;
    private final PendingList pending;
    private final AverageMicros average = new AverageMicros();
    private long timeoutNanos;
    /** When the last job ended that the shared run queue has counted. */
    private long lastEndNanos = Long.MIN_VALUE;

    private boolean eligible = true;
    private boolean paused;
    boolean tornDown;
    private @Nullable Wakeup wakeup;
    private @Nullable Entity onlyEntity;
    private @Nullable DeadlineCallback deadlines;

    /**
     * Makes a scheduler with nothing queued.
     *
     * @param id a number for people and traces
     * @param name the name of the ring
     * @param policy decides which entity is next
     * @param creditLimit how much may be in flight, at least 1
     * @param timeoutNanos how long the first pending job may take, or {@link Nanos#NO_LIMIT}
     * @param hangLimit how many hangs a job may cause before it is not run again
     * @param score its load; shared between schedulers if the owner wants
     * @param runQueueCount how many priorities it tells apart, 1 to 4; less urgent ones share the last. A policy with one run queue
     *     has one
     * @param overlapping whether its jobs run side by side on the hardware; see {@link PendingList}
     * @kernel drm_sched_init()
     */
    public Scheduler(
            int id,
            String name,
            Policy policy,
            int creditLimit,
            long timeoutNanos,
            int hangLimit,
            Score score,
            int runQueueCount,
            boolean overlapping) {
        if (runQueueCount < 1 || runQueueCount > Priority.values().length) {
            throw new IllegalArgumentException("a scheduler has 1 to 4 run queues, not " + runQueueCount);
        }
        this.id = id;
        this.name = name;
        this.policy = policy;
        this.hangLimit = hangLimit;
        this.credits = new Credits(creditLimit);
        this.score = score;
        this.pending = new PendingList(overlapping);
        this.timeoutNanos = timeoutNanos;
        int queues = policy.sharesOneRunQueue() ? 1 : runQueueCount;
        this.runQueues = new RunQueue[queues];
        for (int i = 0; i < queues; i++) {
            runQueues[i] = RunQueue.of(this, policy, i);
        }
        this.shared = runQueues[0] instanceof SharedRunQueue only ? only : null;
    }

    /** Returns the number that the owner gave the scheduler. */
    public int id() {
        return id;
    }

    /** Returns the name of the ring. */
    public String name() {
        return name;
    }

    /** Returns the policy. */
    public Policy policy() {
        return policy;
    }

    /** Returns how many priorities the scheduler tells apart. @kernel drm_gpu_scheduler.num_rqs */
    public int runQueueCount() {
        return runQueues.length;
    }

    /**
     * Returns one of the run queues.
     *
     * @param index 0 for the most urgent, up to {@link #runQueueCount()} - 1
     */
    public RunQueue runQueue(int index) {
        return runQueues[index];
    }

    /** Returns how many hangs a job may cause before it is not run again. */
    public int hangLimit() {
        return hangLimit;
    }

    /** Returns the credits in flight and their limit. */
    public Credits credits() {
        return credits;
    }

    /** Returns the load. */
    public Score score() {
        return score;
    }

    /** Returns the jobs on the hardware. */
    public PendingList pending() {
        return pending;
    }

    /** Returns how long the first pending job may take, in nanoseconds, or {@link Nanos#NO_LIMIT}. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Changes the timeout; it holds from the next time that the timer is armed. */
    public void setTimeoutNanos(long nanos) {
        timeoutNanos = nanos;
    }

    /**
     * Tells whether the scheduler is eligible: the load balancer may pick it.
     *
     * @kernel drm_sched_wqueue_ready()
     */
    public boolean isEligible() {
        return eligible;
    }

    /**
     * Makes the scheduler eligible for the load balancer, or not.
     *
     * @throws IllegalStateException if a scheduler that was torn down is to be eligible again: it would take jobs that never end
     */
    public void setEligible(boolean eligible) {
        if (eligible && tornDown) {
            throw new IllegalStateException(this + " was torn down and cannot be eligible again");
        }
        this.eligible = eligible;
    }

    /** Tells whether the scheduler was torn down. */
    public boolean isTornDown() {
        return tornDown;
    }

    /** Ends the scheduler for good: from now on it is not eligible. @kernel drm_sched_fini() */
    public void tearDown() {
        eligible = false;
        tornDown = true;
    }

    /**
     * Tells whether submission is paused. There is no count: one resume ends any number of pauses.
     *
     * @kernel drm_sched_is_stopped()
     */
    public boolean isPaused() {
        return paused;
    }

    /** Pauses or resumes submission. */
    public void setPaused(boolean paused) {
        this.paused = paused;
    }

    /** Returns the average duration of the jobs that were freed. */
    public AverageMicros average() {
        return average;
    }

    /** Returns the average duration of the jobs that were freed, in microseconds. */
    public long averageMicros() {
        return average.micros();
    }

    /** Sets what queues run work when the domain asks for it. */
    public void onWakeup(Wakeup wakeup) {
        this.wakeup = wakeup;
    }

    /** Sets what passes deadlines on to the hardware. */
    public void onDeadline(DeadlineCallback deadlines) {
        this.deadlines = deadlines;
    }

    /**
     * Decides which entity is next, and changes nothing. The first ready entity whose job does not fit ends the search, lower priorities
     * included: no entity may overtake it, or a large job would starve. A job that asks for more than the limit fits when nothing is in
     * flight; {@link #begin} then truncates it. Linux truncates it here.
     *
     * @kernel drm_sched_select_entity(), drm_sched_can_queue()
     */
    public Selection select() {
        Entity entity = firstReady();
        if (entity == null) {
            return Selection.Nothing.NO_ENTITY;
        }
        return hasCreditsFor(entity) ? entity : Selection.Nothing.OUT_OF_CREDITS;
    }

    /** Returns the entity that {@link #select} looks at, whether or not its job fits; null if none is ready. */
    public @Nullable Entity firstReady() {
        for (RunQueue each : runQueues) {
            Entity entity = each.firstReady();
            if (entity != null) {
                return entity;
            }
        }
        return null;
    }

    private boolean hasCreditsFor(Entity entity) {
        Job job = entity.firstJob();
        if (job == null) {
            throw new IllegalStateException(entity + " is in a run queue without a job");
        }
        return credits.fits(Math.min(job.credits(), credits.limit()));
    }

    /** Takes in a job that goes to the hardware. A job that asks for more credits than the limit is truncated to it, for good. */
    public void begin(Job job) {
        if (job.credits() > credits.limit()) {
            job.truncateCredits(credits.limit());
        }
        credits.take(job.credits());
        pending.addLast(job);
    }

    /** Takes the credits again of a job that {@link #detach} has taken out of flight. */
    public void reattach(Job job) {
        credits.take(job.credits());
    }

    /** Gives back the credits of a pending job whose run was taken off the hardware. */
    public void detach(Job job) {
        credits.giveBack(job.credits());
    }

    /**
     * Gives back the credits and the score of a job that the hardware is done with.
     *
     * @param nowNanos the time on the device's clock
     */
    public void complete(Job job, long nowNanos) {
        credits.giveBack(job.credits());
        score.decrement();
        if (shared != null) {
            long begin = job.fences().scheduledNanos();
            // Jobs in order share the time that they are on the hardware, so each counts from the end of the one before
            // it.
            shared.jobEnded(
                    job, Math.max(0, nowNanos - (pending.isOverlapping() ? begin : Math.max(begin, lastEndNanos))));
            lastEndNanos = nowNanos;
        }
    }

    /** Returns when the last job ended for whose charge it matters, in nanoseconds; the least number if there is none. */
    public long lastEndNanos() {
        return lastEndNanos;
    }

    /** Tells whether {@link #lookAtTheTime} is to be called before each selection. */
    public boolean looksAtTheTime() {
        return policy.looksAtTheTime();
    }

    /**
     * Tells the policy what time it is. One under which entities that have waited for long move up does that now.
     *
     * @param nowNanos the time on the device's clock
     * @see StartTimeFair#agingNanos
     */
    public void lookAtTheTime(long nowNanos) {
        for (RunQueue each : runQueues) {
            each.advance(nowNanos);
        }
    }

    /**
     * Charges a finished job to its entity and to the average.
     *
     * @kernel drm_sched_free_job_work()
     */
    public void account(Job job) {
        JobFences fences = job.fences();
        long durationNanos = fences.finished().timestampNanos() - fences.scheduledNanos();
        job.entity().gpuTime().charge(durationNanos);
        average.add(durationNanos / 1_000);
        job.entity().retired(job);
    }

    /** Admits a new entity; a scheduler for one entity refuses a second one. */
    void admit(Entity entity) {
        if (policy.isForOneEntity()) {
            if (onlyEntity != null && !onlyEntity.isStopped()) {
                throw new IllegalStateException(this + " serves one entity, and that is " + onlyEntity);
            }
            onlyEntity = entity;
        }
    }

    void deadlineSet(JobFences fences) {
        if (deadlines != null) {
            deadlines.deadlineSet(fences);
        }
    }

    RunQueue runQueueFor(Priority priority) {
        return runQueues[Math.min(priority.level(), runQueues.length - 1)];
    }

    Wakeup wakeup() {
        Wakeup connected = wakeup;
        if (connected == null) {
            throw new IllegalStateException(this + " is not connected to a work queue");
        }
        return connected;
    }

    @Override
    public String toString() {
        return "scheduler " + id;
    }
}
