package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.FenceName.Finished;
import io.gpusched.application.event.FenceName.Scheduled;
import io.gpusched.application.rules.violation.Rule;
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
 * Checks what must be true of every history of a device from its events alone, so a history that was recorded or made up can be checked as
 * well as a running one. External fences are not checked here, since events know only their names; {@code
 * SchedulerInvariants} sees the fences themselves.
 *
 * <p>Keeps a small record of every job of the history.
 */
public final class HistoryRules implements Consumer<Event> {
    /** The rule {@code lifetimes.known}. */
    public static final Rule KNOWN = new Rule(
            "lifetimes.known",
            "a job is queued before anything else happens to it, and once",
            "drm_sched_job_arm(), drm_sched_entity_push_job()");
    /** The rule {@code lifetimes.in-order}. */
    public static final Rule IN_ORDER = new Rule(
            "lifetimes.in-order",
            "the jobs of an entity first run in the order in which they were pushed",
            "drm_sched_entity_pop_job(), sched_entity.c");
    /** The rule {@code lifetimes.runs-once}. */
    public static final Rule RUNS_ONCE =
            new Rule("lifetimes.runs-once", "a job is selected once", "drm_sched_entity_pop_job(), sched_entity.c");
    /** The rule {@code dependencies.first}. */
    public static final Rule AFTER_DEPENDENCIES = new Rule(
            "dependencies.first", "a job runs after what it waits for", "drm_sched_entity_pop_job(), sched_entity.c");
    /** The rule {@code fences.killed-last}. */
    public static final Rule KILLED_LAST = new Rule(
            "fences.killed-last",
            "a killed job ends after the job before it and after what it waits for",
            "drm_sched_entity_kill_jobs_cb(), sched_entity.c");
    /** The rule {@code lifetimes.selected-first}. */
    public static final Rule SELECTED_FIRST = new Rule(
            "lifetimes.selected-first",
            "a job is selected before the hardware is given it",
            "drm_sched_run_job_work(), sched_main.c");
    /** The rule {@code lifetimes.not-again}. */
    public static final Rule NOT_AGAIN = new Rule(
            "lifetimes.not-again", "a job that is done is not run again", "drm_sched_resubmit_jobs(), sched_main.c");
    /** The rule {@code lifetimes.done-once}. */
    public static final Rule DONE_ONCE = new Rule(
            "lifetimes.done-once", "a job is done once, and after it ran", "drm_sched_job_done(), sched_main.c");
    /** The rule {@code fences.once}. */
    public static final Rule FENCE_ONCE =
            new Rule("fences.once", "a fence signals exactly once", "dma_fence_signal(), drivers/dma-buf/dma-fence.c");
    /** The rule {@code fences.scheduled-first}. */
    public static final Rule SCHEDULED_FIRST = new Rule(
            "fences.scheduled-first",
            "a job is scheduled before it finishes",
            "drm_sched_fence_scheduled(), sched_fence.c");
    /** The rule {@code fences.finished-when-done}. */
    public static final Rule FINISHED_WHEN_DONE = new Rule(
            "fences.finished-when-done",
            "the finished fence of a job that ran signals when the job is done",
            "drm_sched_job_done(), sched_main.c");
    /** The rule {@code lifetimes.freed-once}. */
    public static final Rule FREED_ONCE = new Rule(
            "lifetimes.freed-once", "a job is freed or released exactly once", "drm_sched_backend_ops.free_job");
    /** The rule {@code lifetimes.freed-late}. */
    public static final Rule FREED_LATE = new Rule(
            "lifetimes.freed-late",
            "a job is freed after it finished or was cancelled",
            "drm_sched_free_job_work(), sched_main.c");
    /** The rule {@code lifetimes.nothing-after}. */
    public static final Rule NOTHING_AFTER = new Rule(
            "lifetimes.nothing-after",
            "nothing happens to a job after it was freed or released",
            "drm_sched_backend_ops.free_job");
    /** The rule {@code messages.in-order}. */
    public static final Rule MESSAGES_IN_ORDER = new Rule(
            "messages.in-order",
            "the messages to a scheduler are processed once, in the order in which they were sent",
            "xe_sched_add_msg(), drivers/gpu/drm/xe/xe_gpu_scheduler.c");
    /** The rule {@code times.forward}. */
    public static final Rule FORWARD = new Rule("times.forward", "time never goes back", "ktime_get()");

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

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(
                KNOWN,
                IN_ORDER,
                RUNS_ONCE,
                AFTER_DEPENDENCIES,
                KILLED_LAST,
                SELECTED_FIRST,
                NOT_AGAIN,
                DONE_ONCE,
                FENCE_ONCE,
                SCHEDULED_FIRST,
                FINISHED_WHEN_DONE,
                FREED_ONCE,
                FREED_LATE,
                NOTHING_AFTER,
                MESSAGES_IN_ORDER,
                FORWARD);
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
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
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

    /** A job that is not known was over before the history began; so it must not come later. */
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

    private void require(boolean holds, Rule rule, Event event, String otherwise) {
        if (!holds) {
            violations.add(rule, event + ", but " + otherwise);
        }
    }
}
