package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules about one subject. A subject keeps no state: it compares what happens with what is {@link Expected} and reports differences.
 *
 * <p>A method that is called for an event sees the model as it was before the event. A method of a subject that does not override it does
 * nothing. To add a rule to a subject, declare it as a constant, list it in {@link #rules}, and check it where it can be seen; the {@link
 * RuleBook} does the rest. Writer only.
 */
interface Subject {
    /** Returns the rules of this subject, in the order in which they are documented. */
    List<Rule> rules();

    // ---- what the tracepoints report: the methods bear the names of those of Tracepoints, where there is one ----

    default void jobQueued(ExpectedJob job) {}

    default void refused(ExpectedEntity entity) {}

    default void selected(ExpectedEntity entity) {}

    default void jobRun(ExpectedJob job) {}

    default void jobSubmitted(ExpectedJob job, Launch launch) {}

    default void jobDone(ExpectedJob job) {}

    default void scheduled(JobFences fences, @Nullable ExpectedJob job) {}

    /** The finished fence of a job is about to signal; {@link #signaled} follows. */
    default void finished(ExpectedJob job) {}

    /** A fence, finished fences among them, is about to signal. */
    default void signaled(Fence fence) {}

    default void starting(ExpectedScheduler scheduler, @Nullable Errno error) {}

    default void started(ExpectedScheduler scheduler) {}

    default void timedOut(Job job) {}

    default void judged(ExpectedJob job, Verdict verdict) {}

    /** The hardware is about to be asked to cancel a job; the job is null if nobody knows it. */
    default void cancelled(Job job, @Nullable ExpectedJob known) {}

    /**
     * A job is about to be freed.
     *
     * @param charged whether the model charged its GPU time just now
     */
    default void freed(ExpectedJob job, boolean charged) {}

    default void tornDown(ExpectedScheduler scheduler) {}

    default void messageProcessed(ExpectedScheduler scheduler, Message message) {}

    /** Something happens to a job that is not known, or not known any more. */
    default void unknown(long job, Scheduler scheduler, Happening happening) {}

    /** What happens to a job that is not known. */
    enum Happening {
        RUN("runs"),
        SUBMITTED("is given to the hardware"),
        DONE("is done"),
        SIGNALED("has a fence that signals"),
        TIMED_OUT("times out"),
        CANCELLED("is cancelled"),
        RELEASED("is released"),
        FREED("is freed");

        private final String words;

        Happening(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    // ---- what the hardware is really told ----

    default void hardwareRuns(ExpectedJob job) {}

    default void hardwareIsAsked(Job job) {}

    default void hardwareAnswered(Job job) {}

    default void hardwareIsWanted(ExpectedJob job, long deadlineNanos) {}

    default void hardwareFrees(Job job) {}

    default void hardwareCancels(Job job) {}

    /** The hardware hears of a job that is not known. */
    default void hardwareHearsOfUnknown(Job job) {}

    default void messageRuns(Message message) {}

    // ---- what the state shows between two steps ----

    /** Called once, before the other checks of the state. */
    default void check() {}

    default void checkScheduler(ExpectedScheduler scheduler, QueuedWork queued) {}

    default void checkJob(ExpectedJob job) {}

    default void checkEntity(ExpectedEntity entity) {}

    /** Called when nothing is left to do, after the other checks. */
    default void checkQuiet(ExpectedScheduler scheduler, QueuedWork queued) {}

    /** Called at the end of a step, after the checks of the state, and also where those are left out because the state is known. */
    default void stepIsOver() {}
}
