package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.FenceName.Finished;
import io.gpusched.application.event.FenceName.Scheduled;
import io.gpusched.application.rules.SchedulerInvariants;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.Violations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of every history of a device, whoever made it: judged from the events alone, so a history that was recorded or
 * made up can be judged as well as a running one. External fences are not judged here, since events know only their names; {@link
 * SchedulerInvariants} sees the fences themselves.
 *
 * <p>Keeps a small record of every job of the history.
 */
public final class HistoryRules implements Consumer<Event> {
    private static final String KNOWN = "a job is queued before anything else happens to it, and once";
    private static final String IN_ORDER = "the jobs of an entity first run in the order in which they were pushed";
    private static final String RUNS_ONCE = "a job is selected once";
    private static final String AFTER_DEPENDENCIES = "a job runs after what it waits for";
    private static final String KILLED_LAST = "a killed job ends after the job before it and after what it waits for";
    private static final String SELECTED_FIRST = "a job is selected before the hardware is given it";
    private static final String NOT_AGAIN = "a job that is done is not run again";
    private static final String DONE_ONCE = "a job is done once, and after it ran";
    private static final String FENCE_ONCE = "a fence signals exactly once";
    private static final String SCHEDULED_FIRST = "a job is scheduled before it finishes";
    private static final String FINISHED_WHEN_DONE =
            "the finished fence of a job that ran signals when the job is done";
    private static final String FREED_ONCE = "a job is freed or released exactly once";
    private static final String FREED_LATE = "a job is freed after it finished or was cancelled";
    private static final String NOTHING_AFTER = "nothing happens to a job after it was freed or released";
    private static final String MESSAGES_IN_ORDER =
            "the messages to a scheduler are processed once, in the order in which they were sent";
    private static final String FORWARD = "time never goes back";

    private final Violations violations;
    private final Map<Long, History> jobs = new TreeMap<>();
    private final Map<Integer, History> lastPushed = new TreeMap<>();
    private final Map<Integer, Queue<String>> messages = new TreeMap<>();
    private final Set<Long> takenForOver = new TreeSet<>();
    private long lastNanos;

    /** What the events told of one job. */
    private static final class History {
        private final Event.JobQueued queued;
        private final @Nullable History before;
        private final List<FenceName> dependencies = new ArrayList<>(0);
        private boolean run;
        private boolean done;
        private boolean scheduled;
        private boolean finished;
        private boolean cancelled;
        private boolean givenUp;

        History(Event.JobQueued queued, @Nullable History before) {
            this.queued = queued;
            this.before = before;
        }

        boolean mayFollow() {
            History earlier = before;
            return earlier == null || earlier.run || earlier.finished;
        }
    }

    /** Judges a history that starts now. */
    public HistoryRules(Violations violations) {
        this.violations = violations;
    }

    /** Judges a whole history. */
    public static List<Violation> judge(Iterable<Event> history) {
        Violations violations = Violations.gathering();
        HistoryRules rules = new HistoryRules(violations);
        history.forEach(rules);
        return violations.found();
    }

    @Override
    public void accept(Event event) {
        violations.eventSeen();
        if (event.nanos() < lastNanos) {
            violations.add(FORWARD, event + " follows one at " + lastNanos + " ns");
        }
        lastNanos = event.nanos();
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.DependencyAdded e -> known(e.job(), e).dependencies.add(e.fence());
            case Event.JobUnschedulable e -> known(e.job(), e);
            case Event.JobRun e -> run(e);
            case Event.JobSubmitted e -> submitted(e);
            case Event.JobDone e -> done(e);
            case Event.FenceSignaled e -> signaled(e);
            case Event.TimedOut e -> known(e.job(), e);
            case Event.JobReleased e -> giveUp(e.job(), e);
            case Event.JobCancelled e -> known(e.job(), e).cancelled = true;
            case Event.JobFreed e -> freed(e);
            case Event.MessageSent e ->
                messages.computeIfAbsent(e.scheduler(), it -> new ArrayDeque<>())
                        .add(e.message());
            case Event.MessageProcessed e -> processed(e);
            case Event.SubmissionPaused e -> {}
            case Event.SubmissionResumed e -> {}
            case Event.PriorityChanged e -> {}
            case Event.EntityKilled e -> {}
        }
    }

    private void processed(Event.MessageProcessed event) {
        Queue<String> sent = messages.getOrDefault(event.scheduler(), new ArrayDeque<>());
        require(event.message().equals(sent.poll()), MESSAGES_IN_ORDER, event, "it is not the oldest one");
    }

    private void queued(Event.JobQueued event) {
        History history = new History(event, lastPushed.get(event.entity()));
        lastPushed.put(event.entity(), history);
        require(jobs.put(event.job(), history) == null, KNOWN, event, "it was queued before");
        require(!takenForOver.contains(event.job()), AFTER_DEPENDENCIES, event, "a job that waits for it has run");
    }

    /** Finds a job to which something happens that can only happen while the scheduler has it. */
    private History known(long job, Event event) {
        History history = find(job, event);
        require(!history.givenUp, NOTHING_AFTER, event, "it is gone");
        return history;
    }

    private History find(long job, Event event) {
        History found = jobs.get(job);
        if (found == null) {
            violations.add(KNOWN, event + " comes first");
            found = new History(new Event.JobQueued(event.nanos(), job, -1, -1, 0, 0, 1), null);
            jobs.put(job, found);
        }
        return found;
    }

    private void run(Event.JobRun event) {
        History job = known(event.job(), event);
        require(!job.run, RUNS_ONCE, event, "it ran before");
        require(job.mayFollow(), IN_ORDER, event, "the job pushed before it has not run");
        for (FenceName each : job.dependencies) {
            if (!isOver(each, job)) {
                violations.add(AFTER_DEPENDENCIES, event + ", but " + each + " has not signalled");
            }
        }
        job.run = true;
    }

    /** Tells whether a job that is to run must not wait for a fence any more. */
    private boolean isOver(FenceName fence, History waiting) {
        return switch (fence) {
            case Scheduled scheduled -> {
                History other = jobs.get(scheduled.job());
                yield other == null ? takeForOver(scheduled.job()) : other.scheduled || isOfSameEntity(other, waiting);
            }
            case Finished finished -> {
                History other = jobs.get(finished.job());
                yield other == null
                        ? takeForOver(finished.job())
                        : other.finished || isPipelined(other, waiting) || isOfSameEntity(other, waiting);
            }
            case FenceName.External external -> true;
        };
    }

    /** A job of which nothing is known was over before the history began; so it must not come later. */
    private boolean takeForOver(long job) {
        takenForOver.add(job);
        return true;
    }

    private static boolean isOfSameEntity(History a, History b) {
        return a.queued.entity() == b.queued.entity();
    }

    /** Behind a job of the same ring it is enough to be submitted after it. */
    private static boolean isPipelined(History before, History after) {
        return before.scheduled && before.queued.scheduler() == after.queued.scheduler();
    }

    private void submitted(Event.JobSubmitted event) {
        History job = known(event.job(), event);
        require(job.run, SELECTED_FIRST, event, "it was not");
        require(!job.done, NOT_AGAIN, event, "it was done");
    }

    private void done(Event.JobDone event) {
        History job = known(event.job(), event);
        require(job.run && !job.done, DONE_ONCE, event, job.run ? "it was done before" : "it did not run");
        job.done = true;
    }

    private void signaled(Event.FenceSignaled event) {
        switch (event.fence()) {
            case Scheduled fence -> {
                History job = known(fence.job(), event);
                require(!job.scheduled, FENCE_ONCE, event, "it has signalled before");
                job.scheduled = true;
            }
            case Finished fence -> finished(known(fence.job(), event), event);
            case FenceName.External fence -> {
                // Names of external fences need not be unique.
            }
        }
    }

    private void finished(History job, Event.FenceSignaled event) {
        require(!job.finished, FENCE_ONCE, event, "it has signalled before");
        require(job.scheduled, SCHEDULED_FIRST, event, "its scheduled fence has not signalled");
        if (job.run) {
            require(job.done, FINISHED_WHEN_DONE, event, "the job is not done");
        } else {
            History before = job.before;
            require(before == null || before.finished, KILLED_LAST, event, "the job before it has not finished");
            for (FenceName each : job.dependencies) {
                if (!hasFinished(each)) {
                    violations.add(KILLED_LAST, event + ", but the job of " + each + " has not finished");
                }
            }
        }
        job.finished = true;
    }

    private boolean hasFinished(FenceName fence) {
        long id = switch (fence) {
            case Scheduled scheduled -> scheduled.job();
            case Finished finished -> finished.job();
            case FenceName.External external -> -1;
        };
        History job = jobs.get(id);
        return job == null || job.finished;
    }

    private void freed(Event.JobFreed event) {
        History job = giveUp(event.job(), event);
        require(job.finished || job.cancelled, FREED_LATE, event, job.run ? "the hardware has it" : "it is queued");
    }

    private History giveUp(long id, Event event) {
        History job = find(id, event);
        require(!job.givenUp, FREED_ONCE, event, "it was given up before");
        job.givenUp = true;
        return job;
    }

    private void require(boolean holds, String rule, Event event, String otherwise) {
        if (!holds) {
            violations.add(rule, event + ", but " + otherwise);
        }
    }
}
