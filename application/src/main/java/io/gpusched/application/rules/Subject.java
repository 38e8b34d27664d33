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
 * nothing. To add a rule to a subject, declare it as a constant, hand it to the constructor of this class, and check it where it can be seen; the {@link
 * RuleBook} does the rest. Writer only.
 */
abstract sealed class Subject
        permits BlameRules,
                CreditRules,
                DependencyRules,
                ErrorRules,
                FenceRules,
                FlushRules,
                LifetimeRules,
                MessageRules,
                PendingRules,
                PlacementRules,
                PortRules,
                QueueRules,
                ResetRules,
                ScoreRules,
                TeardownRules,
                TimeRules,
                TimeoutRules,
                TurnRules,
                WakeUpRules {
    private final List<Rule> rules;

    Subject(Rule... rules) {
        this.rules = List.of(rules);
    }

    /** Returns the rules of this subject, in the order in which they are documented. */
    final List<Rule> rules() {
        return rules;
    }

    // ---- what the tracepoints report: the methods bear the names of those of Tracepoints, where there is one ----

    void jobQueued(Expected expected, ExpectedJob job) {}

    void refused(Expected expected, ExpectedEntity entity) {}

    void selected(Expected expected, ExpectedEntity entity) {}

    void jobRun(Expected expected, ExpectedJob job) {}

    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {}

    void jobDone(Expected expected, ExpectedJob job) {}

    void scheduled(Expected expected, JobFences fences, @Nullable ExpectedJob job) {}

    /** The finished fence of a job is about to signal; {@link #signaled} follows. */
    void finished(Expected expected, ExpectedJob job) {}

    /** A fence, finished fences among them, is about to signal. */
    void signaled(Expected expected, Fence fence) {}

    void starting(Expected expected, ExpectedScheduler scheduler, @Nullable Errno error) {}

    void started(Expected expected, ExpectedScheduler scheduler) {}

    void timedOut(Expected expected, Job job) {}

    void judged(Expected expected, ExpectedJob job, Verdict verdict) {}

    /** The hardware is about to be asked to cancel a job; the job is null if nobody knows it. */
    void cancelled(Expected expected, Job job, @Nullable ExpectedJob known) {}

    /**
     * A job is about to be freed.
     *
     * @param charged whether the model charged its GPU time just now
     */
    void freed(Expected expected, ExpectedJob job, boolean charged) {}

    void tornDown(Expected expected, ExpectedScheduler scheduler) {}

    void messageProcessed(Expected expected, ExpectedScheduler scheduler, Message message) {}

    /** Something happens to a job that is not known, or not known any more. */
    void unknown(Expected expected, long job, Scheduler scheduler, Happening happening) {}

    /** What happens to a job that is not known. */
    enum Happening {
        RUN,
        SUBMITTED,
        DONE,
        SIGNALED,
        TIMED_OUT,
        CANCELLED,
        RELEASED,
        FREED
    }

    // ---- what the hardware is really told ----

    void hardwareRuns(Expected expected, ExpectedJob job) {}

    void hardwareIsAsked(Expected expected, Job job) {}

    void hardwareAnswered(Expected expected, Job job) {}

    void hardwareIsWanted(Expected expected, ExpectedJob job, long deadlineNanos) {}

    void hardwareFrees(Expected expected, Job job) {}

    void hardwareCancels(Expected expected, Job job) {}

    /** The hardware hears of a job that is not known. */
    void hardwareHearsOfUnknown(Expected expected, Job job) {}

    void messageRuns(Expected expected, Message message) {}

    // ---- what the state shows between two steps ----

    /** Called once, before the other checks of the state. */
    void check(Expected expected) {}

    void checkScheduler(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {}

    void checkJob(Expected expected, ExpectedJob job) {}

    void checkEntity(Expected expected, ExpectedEntity entity) {}

    /** Called when nothing is left to do, after the other checks. */
    void checkQuiet(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {}

    /** Called at the end of a step, after the checks of the state, and also where those are left out because the state is known. */
    void stepIsOver(Expected expected) {}
}
