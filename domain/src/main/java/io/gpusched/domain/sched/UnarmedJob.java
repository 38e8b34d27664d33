package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.PointSearch;
import io.gpusched.domain.fence.Reservation;
import io.gpusched.domain.fence.Timeline;
import io.gpusched.domain.fence.Usage;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A job before the point of no return: it can still be given dependencies, or be dropped. Arming consumes it.
 *
 * @kernel drm_sched_job_init()
 */
public final class UnarmedJob {
    private final long id;
    private final Entity entity;
    private final int credits;
    private final Object payload;
    private @Nullable Priority priority;
    private @Nullable Object tag;
    private long deadlineNanos = Nanos.NEVER;
    private int estimateMicros = Job.NO_ESTIMATE;
    private @Nullable Dependencies dependencies;
    private boolean used;

    /**
     * Makes a job.
     *
     * @param id a number for people and traces; unique within the device
     * @param entity the entity that submits it
     * @param credits how much of the hardware it takes up, at least 1
     * @param payload what the hardware is to do; the scheduler never looks at it
     * @throws IllegalArgumentException if credits is less than 1 (-EINVAL in the kernel)
     */
    public UnarmedJob(long id, Entity entity, int credits, Object payload) {
        if (credits < 1) {
            throw new IllegalArgumentException("a job takes at least 1 credit, not " + credits);
        }
        this.id = id;
        this.entity = entity;
        this.credits = credits;
        this.payload = payload;
    }

    /**
     * Gives the job a priority of its own, in place of that which its entity has when it is armed. It matters under {@link
     * io.gpusched.domain.order.StartTimeFair} once the job is the first of its entity, and for {@link Karma}; the policies of Linux look at the
     * priority of the entity.
     */
    public void setPriority(Priority priority) {
        requireUnused();
        this.priority = priority;
    }

    /**
     * Says how long the job is expected to take; {@link io.gpusched.domain.order.StartTimeFair} charges that when the job starts. It is kept in
     * whole microseconds, from one to 35 minutes.
     *
     * @param nanos how long, in nanoseconds, not negative
     */
    public void setEstimateNanos(long nanos) {
        requireUnused();
        estimateMicros = Math.clamp(nanos / 1_000, 1, Integer.MAX_VALUE);
    }

    /**
     * Says by when the job should be finished; see {@link JobFences#deadlineNanos}.
     *
     * @param nanos time on the device's clock, in nanoseconds
     */
    public void setDeadlineNanos(long nanos) {
        requireUnused();
        deadlineNanos = nanos;
    }

    /**
     * Attaches something to the job for a policy to look at; see {@link io.gpusched.domain.order.Candidate#tag}.
     *
     * @param tag anything; the scheduler does not look at it
     */
    public void setTag(Object tag) {
        requireUnused();
        this.tag = tag;
    }

    /**
     * Makes the job wait for a fence. Of several fences of one context only the latest counts. The fence of an array or of a link is
     * waited for as it is: nobody looks inside, so what it stands for is never pipelined.
     *
     * @kernel drm_sched_job_add_dependency()
     */
    public void addDependency(Fence fence) {
        requireUnused();
        if (dependencies == null) {
            dependencies = new Dependencies();
        }
        dependencies.add(fence);
    }

    /**
     * Makes the job wait for all fences of a reservation that have a usage or one before it; signalled ones count as dependencies, too.
     *
     * @kernel drm_sched_job_add_resv_dependencies()
     */
    public void addDependencies(Reservation reservation, Usage usage) {
        requireUnused();
        reservation.forEach(usage, this::addDependency);
    }

    /**
     * Makes the job wait for everything that must finish before it may use a buffer.
     *
     * @param write whether the job writes to the buffer
     * @kernel drm_sched_job_add_implicit_dependencies()
     */
    public void addImplicitDependencies(Reservation reservation, boolean write) {
        addDependencies(reservation, Usage.usageFor(write));
    }

    /**
     * Makes the job wait for a point of a timeline, which must have been submitted.
     *
     * @param timeline the timeline, or null if the client named one that does not exist
     * @param point its number; 0 stands for the last one
     * @return null if the job now waits; {@link Errno#ENOENT} if there is no such timeline, {@link Errno#EINVAL} if the point was not
     *     submitted yet; then nothing has changed
     * @kernel drm_sched_job_add_syncobj_dependency()
     */
    public @Nullable Errno addTimelineDependency(@Nullable Timeline timeline, long point) {
        requireUnused();
        if (timeline == null) {
            return Errno.ENOENT;
        }
        return switch (timeline.find(point)) {
            case PointSearch.Found found -> {
                addDependency(found.fence());
                yield null;
            }
            case PointSearch.Missing missing -> missing.error();
        };
    }

    /**
     * Tells whether exactly this fence is among the dependencies.
     *
     * @kernel drm_sched_job_has_dependency()
     */
    public boolean hasDependency(Fence fence) {
        return dependencies != null && dependencies.contains(fence);
    }

    /**
     * Drops the job; it can then be used for nothing.
     *
     * @kernel drm_sched_job_cleanup() before drm_sched_job_arm()
     */
    public void abort() {
        requireUnused();
        used = true;
        dependencies = null;
    }

    /**
     * Chooses the scheduler, takes the next sequence number and makes the fences. From here on the job must be pushed.
     *
     * @return the armed job, or why not; then this job is as it was
     * @throws IllegalStateException if the job was armed or aborted before
     * @kernel drm_sched_job_arm()
     */
    public Arming arm() {
        requireUnused();
        if (!entity.chooseRunQueue()) {
            return Arming.Refused.NO_ELIGIBLE_SCHEDULER;
        }
        used = true;
        Priority counts = priority == null ? entity.priority() : priority;
        Object work = tag == null ? payload : new Tagged(payload, tag);
        Job job = new Job(id, entity, counts, credits, estimateMicros, work, dependencies);
        if (deadlineNanos != Nanos.NEVER) {
            job.fences().finished().setDeadline(deadlineNanos);
        }
        return job;
    }

    /** Returns the number that the submitter gave the job. */
    public long id() {
        return id;
    }

    /** Returns the entity that submits the job. */
    public Entity entity() {
        return entity;
    }

    private void requireUnused() {
        if (used) {
            throw new IllegalStateException("job " + id + " was armed or aborted already");
        }
    }
}
