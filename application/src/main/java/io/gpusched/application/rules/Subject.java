package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
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
    /** What should be true. */
    final Expected expected;

    /** Where differences are reported. */
    final Violations violations;

    private final List<Rule> rules;

    Subject(Expected expected, Violations violations, Rule... rules) {
        this.expected = expected;
        this.violations = violations;
        this.rules = List.of(rules);
    }

    /** Returns the rules of this subject, in the order in which they are documented. */
    final List<Rule> rules() {
        return rules;
    }

    final void require(boolean holds, Rule rule, @Nullable Object seen) {
        if (!holds) {
            violations.add(rule, String.valueOf(seen));
        }
    }

    // ---- what the tracepoints report: the methods bear the names of those of Tracepoints, where there is one ----

    void jobQueued(ExpectedJob job) {}

    void refused(ExpectedEntity entity) {}

    void selected(ExpectedEntity entity) {}

    void jobRun(ExpectedJob job) {}

    void jobSubmitted(ExpectedJob job, Launch launch) {}

    void jobDone(ExpectedJob job) {}

    void scheduled(JobFences fences, @Nullable ExpectedJob job) {}

    /** The finished fence of a job is about to signal; {@link #signaled} follows. */
    void finished(ExpectedJob job) {}

    /** A fence, finished fences among them, is about to signal. */
    void signaled(Fence fence) {}

    void starting(ExpectedScheduler scheduler, @Nullable Errno error) {}

    void started(ExpectedScheduler scheduler) {}

    void timedOut(Job job) {}

    void judged(ExpectedJob job, Verdict verdict) {}

    /** The hardware is about to be asked to cancel a job; the job is null if nobody knows it. */
    void cancelled(Job job, @Nullable ExpectedJob known) {}

    /**
     * A job is about to be freed.
     *
     * @param charged whether the model charged its GPU time just now
     */
    void freed(ExpectedJob job, boolean charged) {}

    void tornDown(ExpectedScheduler scheduler) {}

    void messageProcessed(ExpectedScheduler scheduler, Message message) {}

    /** Something happens to a job that is not known, or not known any more. */
    void unknown(long job, Scheduler scheduler, Happening happening) {}

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

    void hardwareRuns(ExpectedJob job) {}

    void hardwareIsAsked(Job job) {}

    void hardwareAnswered(Job job) {}

    void hardwareIsWanted(ExpectedJob job, long deadlineNanos) {}

    void hardwareFrees(Job job) {}

    void hardwareCancels(Job job) {}

    /** The hardware hears of a job that is not known. */
    void hardwareHearsOfUnknown(Job job) {}

    void messageRuns(Message message) {}

    // ---- what the state shows between two steps ----

    /** Called once, before the other checks of the state. */
    void check() {}

    void checkScheduler(ExpectedScheduler scheduler, QueuedWork queued) {}

    void checkJob(ExpectedJob job) {}

    void checkEntity(ExpectedEntity entity) {}

    /** Called when nothing is left to do, after the other checks. */
    void checkQuiet(ExpectedScheduler scheduler, QueuedWork queued) {}

    /** Called at the end of a step, after the checks of the state, and also where those are left out because the state is known. */
    void stepIsOver() {}
}
