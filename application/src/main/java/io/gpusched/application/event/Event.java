package io.gpusched.application.event;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device did, as data. Reports, judges and comparisons read events, never the scheduler. Jobs, entities and schedulers
 * appear as their ids.
 */
public sealed interface Event {
    /** Returns when it happened, in nanoseconds on the device's clock. */
    long nanos();

    /** Returns what happened, in a few words, without the time. */
    default String words() {
        return switch (this) {
            case JobQueued e -> "job " + e.job() + " queued";
            case DependencyAdded e -> "it waits for " + e.fence();
            case JobUnschedulable e -> "job " + e.job() + " must wait for " + e.fence();
            case JobRun e -> "job " + e.job() + " runs, " + e.credits() + " in flight";
            case JobSubmitted e -> "hardware " + answer(e.launch()) + " job " + e.job();
            case JobDone e -> "job " + e.job() + " done";
            case FenceSignaled e -> e.fence() + " signals" + error(e.error());
            case TimedOut e -> "job " + e.job() + " timed out, " + verdict(e.verdict());
            case JobReleased e -> "job " + e.job() + " released";
            case JobCancelled e -> "job " + e.job() + " cancelled";
            case JobFreed e -> "job " + e.job() + " freed";
            case MessageSent e -> "message '" + e.message() + "' sent";
            case SubmissionPaused e -> "submission to scheduler " + e.scheduler() + " paused";
            case SubmissionResumed e -> "submission to scheduler " + e.scheduler() + " resumed";
            case PriorityChanged e -> "entity " + e.entity() + " gets priority " + Labels.of(e.priority());
            case EntityKilled e -> "entity " + e.entity() + " killed";
            case RingRecovery e ->
                "recovery of scheduler " + e.scheduler() + ": "
                        + Labels.of(e.stage().rung()).replace('_', ' ') + " "
                        + Labels.of(e.stage().progress());
            case EntityForgiven e -> "entity " + e.entity() + " forgiven";
            case MessageProcessed e -> "message '" + e.message() + "' processed";
        };
    }

    private static String answer(Launch launch) {
        return switch (launch) {
            case Launch.Accepted accepted -> accepted == Launch.Accepted.RUNNING ? "takes" : "has nothing to do for";
            case Launch.Refused refused -> "refuses (" + refused.error() + ")";
        };
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case RESET -> "reset";
            case NO_HANG -> "no hang";
            case KILLED -> "job killed";
            case ENODEV -> "device gone";
        };
    }

    private static String error(@Nullable Errno error) {
        return error == null ? "" : " (" + error + ")";
    }

    /** Something that happened to one job. */
    sealed interface JobEvent extends Event {
        /** Returns the id of the job. */
        long job();
    }

    /** Something that happened to one scheduler. */
    sealed interface SchedulerEvent extends Event {
        /** Returns the id of the scheduler. */
        int scheduler();
    }

    /** Something that happened to one entity. */
    sealed interface EntityEvent extends Event {
        /** Returns the id of the entity. */
        int entity();
    }

    /** Something that happened to a driver's message. */
    sealed interface MessageEvent extends Event {
        /** Returns the id of the scheduler that the message is for. */
        int scheduler();

        /** Returns the message as text. */
        String message();
    }

    /**
     * A job was put into its entity's queue.
     *
     * @param depth jobs in the queue before it
     * @param credits credits in flight on the scheduler
     * @param jobCredits credits that the job takes up; 1 where nobody knows, as in a recording of the kernel's
     */
    record JobQueued(long nanos, long job, int entity, int scheduler, int depth, int credits, int jobCredits)
            implements JobEvent {}

    /** A job was queued with a dependency. */
    record DependencyAdded(long nanos, long job, FenceName fence) implements JobEvent {}

    /** A job was looked at and has to wait. */
    record JobUnschedulable(long nanos, long job, FenceName fence) implements JobEvent {}

    /**
     * A job went to the hardware.
     *
     * @param depth jobs left in its entity's queue
     * @param credits credits in flight on the scheduler, the job's own included
     * @param jobCredits credits that the job takes up
     * @param place where its entity stood when it was selected; null where nobody knows, as in a recording of the kernel's
     */
    record JobRun(
            long nanos,
            long job,
            int entity,
            int scheduler,
            int depth,
            int credits,
            int jobCredits,
            @Nullable Place place)
            implements JobEvent {}

    /** The hardware answered to a job, the first time or again. */
    record JobSubmitted(long nanos, long job, int scheduler, Launch launch) implements JobEvent {}

    /** A run of a job is over. */
    record JobDone(long nanos, long job) implements JobEvent {}

    /** A fence signalled. */
    record FenceSignaled(
            long nanos, FenceName fence, @Nullable Errno error) implements Event {}

    /** The timeout handler was called; what it found comes with it. */
    record TimedOut(long nanos, long job, int scheduler, Verdict verdict) implements JobEvent {}

    /** The timeout handler took a job over. */
    record JobReleased(long nanos, long job) implements JobEvent {}

    /**
     * A step of a recovery began or ended on a ring.
     *
     * @param stage what the driver does, and how far it has come
     */
    record RingRecovery(long nanos, int scheduler, RecoveryStage stage) implements SchedulerEvent {}

    /** An entity is no longer guilty of the hangs that it was blamed for. */
    record EntityForgiven(long nanos, int entity) implements EntityEvent {}

    /** The hardware was asked to cancel a job. */
    record JobCancelled(long nanos, long job) implements JobEvent {}

    /** The scheduler is done with a job. */
    record JobFreed(long nanos, long job) implements JobEvent {}

    /**
     * A driver's message was sent to a scheduler.
     *
     * @param message the message as text
     */
    record MessageSent(long nanos, int scheduler, String message) implements MessageEvent {}

    /**
     * A driver's message was processed in its turn.
     *
     * @param message the message as text
     */
    record MessageProcessed(long nanos, int scheduler, String message) implements MessageEvent {}

    /** Submission to a scheduler was paused. */
    record SubmissionPaused(long nanos, int scheduler) implements SchedulerEvent {}

    /** Submission to a scheduler was resumed, whoever had paused it. */
    record SubmissionResumed(long nanos, int scheduler) implements SchedulerEvent {}

    /** An entity got another priority. */
    record PriorityChanged(long nanos, int entity, Priority priority) implements EntityEvent {}

    /** An entity was killed: jobs of it that have not run never will. */
    record EntityKilled(long nanos, int entity) implements EntityEvent {}
}
