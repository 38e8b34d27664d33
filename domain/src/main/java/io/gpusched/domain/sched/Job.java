package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * An armed job. It is in one place at a time: in the queue of its entity, on the pending list of its scheduler, or in the hands of the
 * caller. The links of both lists are fields of the job, so being in two of them at once is impossible.
 *
 * <p>A job is armed for one scheduler and stays with it. It keeps the priority that its entity had then, unless it was given one of its own; karma does not touch jobs of kernel
 * priority. Its credits are what the client asked for until it starts, and at most the limit of the scheduler from then on.
 *
 * <p>Writer only.
 *
 * @kernel struct drm_sched_job
 */
public final class Job implements Pop, Arming, HardwareJob {
    /** The {@link #estimateMicros} of a job whose client has not said how long it takes, before it starts. */
    static final int NO_ESTIMATE = 0;

    /** Stands in {@link #servedLevel} while the list that the job is in is the queue of its entity, so that this costs no memory. */
    private static final byte IN_QUEUE = -1;

    private final Entity entity;
    private final JobFences fences;
    private final Object payload;
    private final @Nullable Dependencies dependencies;
    private int credits;
    private int estimateMicros;
    private long submitNanos;
    // Small numbers as small fields: a program may have a million jobs.
    private short karma;
    private final byte priority;
    /** The level at which it was started, or {@link #IN_QUEUE}. */
    private byte servedLevel;

    private @Nullable HardwareFence hardware;

    // Links of the one list that the job is in; kept by Entity and PendingList, and cut when it leaves.
    @Nullable
    Job next;

    @Nullable
    Job previous;

    Job(
            long id,
            Entity entity,
            Priority priority,
            int credits,
            int estimateMicros,
            Object payload,
            @Nullable Dependencies dependencies) {
        this.entity = entity;
        this.priority = (byte) priority.level();
        this.credits = credits;
        this.estimateMicros = estimateMicros;
        this.payload = payload;
        this.dependencies = dependencies;
        this.fences = new JobFences(id, entity.scheduler(), entity.fenceContext(), entity.nextSeqno());
    }

    /** Returns the job that a view shows: for what stands between the scheduler and the hardware. */
    public static Job of(HardwareJob view) {
        return switch (view) {
            case Job job -> job;
        };
    }

    @Override
    public long id() {
        return fences.jobId();
    }

    /** Returns the entity that submitted the job. */
    public Entity entity() {
        return entity;
    }

    /** Returns the scheduler that was chosen when the job was armed. */
    public Scheduler scheduler() {
        return fences.scheduler();
    }

    /** Returns the job's two fences. */
    public JobFences fences() {
        return fences;
    }

    @Override
    public Priority priority() {
        return Priority.ofLevel(priority);
    }

    /**
     * Returns how long the job is estimated to take, in microseconds: what its client said; under {@link
     * io.gpusched.domain.order.StartTimeFair}, from its start on, what it was charged.
     */
    @Override
    public int estimateMicros() {
        return estimateMicros;
    }

    void setEstimateMicros(int micros) {
        estimateMicros = micros;
    }

    /** Tells whether the list that the job is in is the queue of its entity. */
    boolean isInQueue() {
        return servedLevel == IN_QUEUE;
    }

    void setInQueue(boolean queued) {
        servedLevel = queued ? IN_QUEUE : 0;
    }

    /** Returns the level of the shared run queue at which the job was started. */
    int servedLevel() {
        return servedLevel;
    }

    void setServedLevel(int level) {
        servedLevel = (byte) level;
    }

    @Override
    public Object payload() {
        return payload instanceof Tagged tagged ? tagged.payload() : payload;
    }

    @Override
    public @Nullable Object tag() {
        return payload instanceof Tagged tagged ? tagged.tag() : null;
    }

    @Override
    public String entityName() {
        return entity.name();
    }

    @Override
    public long deadlineNanos() {
        Long deadlineNanos = fences.deadlineNanos();
        return deadlineNanos == null ? Nanos.NEVER : deadlineNanos;
    }

    @Override
    public @Nullable Errno error() {
        return fences.finished().error();
    }

    /** Returns how many credits the job takes up: what was asked for; from its start on, at most the limit of its scheduler. */
    @Override
    public int credits() {
        return credits;
    }

    /** Returns how many hangs the job was blamed for; see {@link Karma}. */
    public int karma() {
        return karma;
    }

    @Override
    public long submitNanos() {
        return submitNanos;
    }

    /**
     * Returns the run of the job that is on the hardware, or ended there; null before the first, after a reset took it away, and
     * if the hardware refused it.
     *
     * @kernel s_fence->parent
     */
    public @Nullable HardwareFence hardware() {
        return hardware;
    }

    /** Records the run that is on the hardware. */
    public void setHardware(@Nullable HardwareFence run) {
        hardware = run;
    }

    /**
     * Tells whether the hardware is done with the job, whether or not the scheduler has noticed.
     *
     * @kernel drm_sched_job_is_signaled()
     */
    public boolean isSignaled() {
        HardwareFence run = hardware;
        return (run != null && run.isSignaled()) || fences.finished().isSignaled();
    }

    /** Returns how many fences the job has to wait for. */
    public int dependencyCount() {
        return dependencies == null ? 0 : dependencies.count();
    }

    /** Returns one of the fences to wait for, counted from 0 in the order in which they were added. */
    public Fence dependency(int index) {
        if (dependencies == null) {
            throw new IndexOutOfBoundsException("job " + id() + " has no dependencies");
        }
        return dependencies.get(index);
    }

    /** Returns how many of the dependencies were looked at when its entity had its turn. */
    public int dependenciesTaken() {
        return dependencies == null ? 0 : dependencies.taken();
    }

    /** Adds one to the hangs that the job is blamed for; see {@link Karma}. */
    void blame() {
        if (karma < Short.MAX_VALUE) {
            karma++;
        }
    }

    void truncateCredits(int limit) {
        credits = limit;
    }

    void submittedAt(long nanos) {
        submitNanos = nanos;
    }

    /**
     * Returns the next fence to wait for, from where this method stopped last time.
     *
     * @kernel drm_sched_job_dependency()
     */
    @Nullable
    Fence nextDependency(Preparation preparation) {
        Fence next = dependencies == null ? null : dependencies.take();
        return next == null ? preparation.prepare(this) : next;
    }

    @Override
    public String toString() {
        return "job " + id();
    }
}
