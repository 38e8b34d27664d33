package io.gpusched.adapters.explore.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/** Says in a few words what an event is. */
final class EventWords {
    private EventWords() {}

    static String of(Event event) {
        return switch (event) {
            case Event.JobQueued e -> "job " + e.job() + " queued";
            case Event.DependencyAdded e -> "it waits for " + e.fence();
            case Event.JobUnschedulable e -> "job " + e.job() + " must wait for " + e.fence();
            case Event.JobRun e -> "job " + e.job() + " runs, " + e.credits() + " in flight";
            case Event.JobSubmitted e -> "hardware " + answer(e.launch()) + " job " + e.job();
            case Event.JobDone e -> "job " + e.job() + " done";
            case Event.FenceSignaled e -> e.fence() + " signals" + error(e.error());
            case Event.TimedOut e -> "job " + e.job() + " timed out, " + verdict(e.verdict());
            case Event.JobReleased e -> "job " + e.job() + " released";
            case Event.JobCancelled e -> "job " + e.job() + " cancelled";
            case Event.JobFreed e -> "job " + e.job() + " freed";
            case Event.MessageSent e -> "message '" + e.message() + "' sent";
            case Event.SubmissionPaused e -> "submission to scheduler " + e.scheduler() + " paused";
            case Event.SubmissionResumed e -> "submission to scheduler " + e.scheduler() + " resumed";
            case Event.PriorityChanged e -> "entity " + e.entity() + " gets priority " + Labels.of(e.priority());
            case Event.RingRecovery e ->
                "recovery of scheduler " + e.scheduler() + ": "
                        + Labels.of(e.stage().rung()).replace('_', ' ') + " "
                        + Labels.of(e.stage().progress());
            case Event.EntityForgiven e -> "entity " + e.entity() + " forgiven";
            case Event.EntityKilled e -> "entity " + e.entity() + " killed";
            case Event.MessageProcessed e -> "message '" + e.message() + "' processed";
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
            case ENODEV -> "device gone";
        };
    }

    private static String error(@Nullable Errno error) {
        return error == null ? "" : " (" + error + ")";
    }
}
