package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a device while it runs: the kernel's tracepoints, at the points where it has them, and a few more. Called on the writer.
 * Listeners read what they need from the domain objects and change nothing; {@link #NONE} costs nothing.
 *
 * @kernel drivers/gpu/drm/scheduler/gpu_scheduler_trace.h
 */
public interface Tracepoints {
    /** Nobody listens. */
    Tracepoints NONE = new Tracepoints() {};

    /** An entity was made. */
    default void entityAdded(Entity entity) {}

    /** The schedulers that an entity may use are about to be changed. @kernel drm_sched_entity_modify_sched() */
    default void schedulersChanged(Entity entity, List<Scheduler> to) {}

    /** A client asks that a job wait for a fence, before it submits the job. @kernel drm_sched_job_add_dependency() */
    default void dependencyAsked(UnarmedJob job, Fence dependency) {}

    /** A job was not taken. */
    default void refused(UnarmedJob job) {}

    /** A job is about to be put into its entity's queue. @kernel drm_sched_job_queue */
    default void jobQueued(Job job) {}

    /** Follows {@link #jobQueued} once for each dependency. @kernel drm_sched_job_add_dep */
    default void dependencyAdded(Job job, Fence dependency) {}

    /** A job was looked at and has to wait for a fence. @kernel drm_sched_job_unschedulable */
    default void jobUnschedulable(Job job, Fence dependency) {}

    /** It is an entity's turn: it still stands where it was selected, and its first job is about to be looked at. */
    default void selected(Entity entity) {}

    /** A job is about to go to the hardware; its credits are taken. @kernel drm_sched_job_run */
    default void jobRun(Job job) {}

    /** The hardware was given a job, for the first time or again. */
    default void jobSubmitted(Job job, Launch launch) {}

    /** A run of a job is over; its credits are back. @kernel drm_sched_job_done */
    default void jobDone(Job job) {}

    /** A job's scheduled fence is about to signal. */
    default void scheduled(JobFences fences) {}

    /** A job's finished fence is about to signal; its error is set. */
    default void finished(JobFences fences) {}

    /** A fence that is no job's is about to signal; its error is set. */
    default void signaled(Fence fence) {}

    /** The timeout is about to be moved from outside: by a fault of the hardware, or by its driver. @kernel drm_sched_fault() */
    default void timeoutMoved(Scheduler scheduler, TimeoutMove move) {}

    /** Submission to a scheduler is paused. @kernel drm_sched_wqueue_stop() */
    default void paused(Scheduler scheduler) {}

    /** Submission to a scheduler is resumed. @kernel drm_sched_wqueue_start() */
    default void resumed(Scheduler scheduler) {}

    /** A reset took the runs of all pending jobs off the books. @kernel drm_sched_stop() */
    default void stopped(Scheduler scheduler) {}

    /** A job is about to be blamed for a hang. @kernel drm_sched_increase_karma() */
    default void blamed(Job job) {}

    /** A reset is about to run all pending jobs again. @kernel drm_sched_resubmit_jobs() */
    default void resubmitting(Scheduler scheduler) {}

    /** A reset is about to end: jobs without a run end with this error, or as cancelled. @kernel drm_sched_start() */
    default void starting(Scheduler scheduler, @Nullable Errno error) {}

    /** A reset is over: the pending jobs are waited for again. @kernel drm_sched_start() */
    default void started(Scheduler scheduler) {}

    /** The timeout handler is about to be called. */
    default void timedOut(Job job) {}

    /** The timeout has come, and there is no job that it could be of. */
    default void nothingTimedOut(Scheduler scheduler) {}

    /** The timeout handler has returned. */
    default void judged(Job job, Verdict verdict) {}

    /** The timeout handler took a job over: it will not be freed by the scheduler. */
    default void released(Job job) {}

    /** A step of a recovery has begun or ended on one of the rings that it concerns. */
    default void recovering(Scheduler scheduler, RecoveryStage stage) {}

    /** An entity is no longer guilty of the hangs that it was blamed for. */
    default void forgiven(Entity entity) {}

    /** The hardware is about to be asked to cancel a job. */
    default void cancelled(Job job) {}

    /** A client asks for the end of a job that is not on the hardware. */
    default void cancelledInQueue(Job job) {}

    /** The hardware is about to be told that the scheduler is done with a job. */
    default void freed(Job job) {}

    /** An entity has another priority. @kernel drm_sched_entity_set_priority() */
    default void priorityChanged(Entity entity) {}

    /** The policy was asked for a new key of an entity, which may wait or not. */
    default void rekeyed(Entity entity) {}

    /** An entity is about to be killed: its queued jobs will never run. @kernel drm_sched_entity_kill() */
    default void killed(Entity entity) {}

    /** Somebody is about to wait until nothing of an entity is queued. @kernel drm_sched_entity_flush() */
    default void flushed(Entity entity, Fence flush, long limitNanos) {}

    /** A scheduler was torn down, and all who waited for it were called back. @kernel drm_sched_fini() */
    default void tornDown(Scheduler scheduler) {}

    /** A driver's message was put at the end of a scheduler's messages. */
    default void messageSent(Scheduler scheduler, Message message) {}

    /** It is a message's turn, and it is about to be processed. */
    default void messageProcessed(Scheduler scheduler, Message message) {}
}
