package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Event.DependencyAdded;
import io.gpusched.application.event.Event.JobDone;
import io.gpusched.application.event.Event.JobQueued;
import io.gpusched.application.event.Event.JobRun;
import io.gpusched.application.event.Event.JobSubmitted;
import io.gpusched.application.event.Event.JobUnschedulable;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.StartTimeFair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what a job waited for at a time, the slow way: for each question it looks through all events again. Times between events are asked
 * about, so that all events of one time have happened or have not. An index is a place in the list of events.
 */
final class WaitOracle {
    private static final Comparator<Place> BY_PLACE =
            Comparator.comparingInt(Place::runQueue).thenComparingLong(Place::key);
    private static final int NONE = Integer.MAX_VALUE;
    private final Workload workload;
    private final boolean ofStartTags;
    private final List<Event> events;
    private final Map<Long, JobQueued> queued = new TreeMap<>();

    WaitOracle(Workload workload, List<Event> events) {
        this.workload = workload;
        this.ofStartTags = workload.policy() instanceof StartTimeFair;
        this.events = events;
        for (Event each : events) {
            if (each instanceof JobQueued it) {
                queued.put(it.job(), it);
            }
        }
    }

    /** Fails if a part is not what was in the job's way at a time within it. */
    void check(Wait wait, WaitPart part, long nanos) {
        JobQueued job = job(wait.job().job());
        int now = firstAfter(nanos);
        String seen = "job " + job.job() + " at " + nanos + " ns: " + part + " of " + wait.parts();
        assertThat(part.getClass().getSimpleName()).as(seen).isEqualTo(kind(job, now));
        switch (part) {
            case WaitPart.BehindOwn it -> assertThat(it.job()).as(seen).isEqualTo(lastBefore(job));
            case WaitPart.Dependency it ->
                assertThat(openFences(job, now)).as(seen).contains(it.fence());
            case WaitPart.Credits it -> {
                assertThat(it.holders()).as(seen).containsExactlyElementsOf(inFlight(job.scheduler(), now));
                assertThat(fits(job(it.first()), now)).as(seen).isFalse();
                assertThat(isFirstOfItsEntity(job(it.first()), now)).as(seen).isTrue();
                assertThat(job(it.first()).scheduler()).as(seen).isEqualTo(job.scheduler());
            }
            case WaitPart.LostTo it -> checkLoss(job, it, now, seen);
            case WaitPart.Reset it -> {
                if (it.culprit() != null) {
                    assertThat(events)
                            .as(seen)
                            .anyMatch(each -> each instanceof Event.TimedOut timeout && timeout.job() == it.culprit());
                }
            }
            case WaitPart.OnRing it -> {
                assertThat(it.with())
                        .as(seen)
                        .contains(atWork(job.scheduler(), now))
                        .doesNotContain(job.job());
                it.with().forEach(each -> assertThat(job(each).scheduler()).isEqualTo(job.scheduler()));
            }
            case WaitPart.Paused it -> {}
            case WaitPart.Running it -> {}
            case WaitPart.Hung it ->
                assertThat(events)
                        .as(seen)
                        .anyMatch(each -> each instanceof Event.TimedOut timeout && timeout.job() == job.job());
            case WaitPart.Killed it -> {}
            case WaitPart.Gone it -> {}
            case WaitPart.Worker it -> {}
        }
    }

    private void checkLoss(JobQueued job, WaitPart.LostTo part, int now, String seen) {
        assertThat(part.winners()).as(seen).isNotEmpty();
        boolean anyInFlight = false;
        for (WaitPart.Winner each : part.winners()) {
            int run = runOf(each.job());
            JobRun event = (JobRun) events.get(run);
            assertThat(event.entity()).as(seen).isEqualTo(each.entity()).isNotEqualTo(job.entity());
            assertThat(event.scheduler()).as(seen).isEqualTo(job.scheduler());
            assertThat(event.nanos()).as(seen).isLessThan(part.toNanos());
            assertThat(run).as(seen).isGreaterThan(readySince(job, now));
            // Start tags move while an entity waits, since estimates are corrected; its own is that at which it was
            // chosen in the end.
            if (part.place() != null && event.place() != null && !ofStartTags) {
                assertThat(BY_PLACE.compare(event.place(), part.place()))
                        .as(seen)
                        .isNotPositive();
            }
            anyInFlight |= inFlight(job.scheduler(), now).contains(each.job());
        }
        assertThat(anyInFlight).as(seen).isTrue();
    }

    /** A job that ends all the same waits for what it waited for before. */
    private boolean isGone(JobQueued job, int now) {
        boolean ends = events.stream()
                .anyMatch(each -> (each instanceof Event.JobDone done && done.job() == job.job())
                        || (each instanceof Event.FenceSignaled signal
                                && signal.fence() instanceof FenceName.Finished finished
                                && finished.job() == job.job()));
        return !ends
                && events.subList(0, now).stream()
                        .anyMatch(each -> each instanceof Event.TimedOut timeout
                                && timeout.scheduler() == job.scheduler()
                                && timeout.verdict() == Verdict.ENODEV);
    }

    private String kind(JobQueued job, int now) {
        if (isGone(job, now)) {
            return "Gone";
        }
        if (runOf(job.job()) < now) {
            return kindOnHardware(job, now);
        }
        if (killOf(job.entity()) < now) {
            return "Killed";
        }
        if (!isFirstOfItsEntity(job, now)) {
            return "BehindOwn";
        }
        if (!openFences(job, now).isEmpty()) {
            return "Dependency";
        }
        int pause = pausedSince(job.scheduler(), now);
        if (pause != NONE) {
            return hasRepeats(job.scheduler(), pause) ? "Reset" : "Paused";
        }
        List<Long> inFlight = inFlight(job.scheduler(), now);
        if (fits(job, now)) {
            boolean largerInLine = queued.values().stream()
                    .anyMatch(each -> each.scheduler() == job.scheduler()
                            && indexOf(each) < now
                            && runOf(each.job()) >= now
                            && killOf(each.entity()) >= now
                            && isFirstOfItsEntity(each, now)
                            && setAsideBy(each, now) == null
                            && !fits(each, now));
            return largerInLine && !inFlight.isEmpty() ? "Credits" : "Worker";
        }
        int ready = readySince(job, now);
        return inFlight.stream().anyMatch(each -> runOf(each) > ready) ? "LostTo" : "Credits";
    }

    private String kindOnHardware(JobQueued job, int now) {
        boolean isAtWork = workload.schedulers().get(job.scheduler()).ring() == RingKind.OVERLAPPING
                || atWork(job.scheduler(), now) == job.job();
        if (!isAtWork) {
            return "OnRing";
        }
        int given = last(now, each -> each instanceof JobSubmitted it && it.job() == job.job());
        if (firstLoss(job, Math.max(given, 0)) < now) {
            return "Reset";
        }
        int loss = firstLoss(job, now);
        if (loss == NONE) {
            int repeated = first(now, events.size(), each -> each instanceof JobSubmitted it && it.job() == job.job());
            return repeated == NONE ? "Running" : "Reset";
        }
        return hungAt(job, loss) ? "Hung" : "Reset";
    }

    /** Returns the first event from some on that takes the job's run away, before the job is given again or done. */
    private int firstLoss(JobQueued job, int from) {
        int end = Math.min(
                first(from + 1, events.size(), each -> each instanceof JobSubmitted it && it.job() == job.job()),
                first(from, events.size(), each -> each instanceof JobDone it && it.job() == job.job()));
        for (int i = from; i < Math.min(end, events.size()); i++) {
            if (hungAt(job, i) || isReset(job, events.get(i))) {
                return i;
            }
        }
        return NONE;
    }

    private boolean isReset(JobQueued job, Event event) {
        return event instanceof Event.RingRecovery it
                && it.scheduler() == job.scheduler()
                && it.stage().progress() == RecoveryStage.Progress.BEGUN
                && it.stage().rung() != Rung.CANCEL_JOB;
    }

    /** A hang is a timeout that leads to something: a reset, or the first step of a recovery. */
    private boolean hungAt(JobQueued job, int index) {
        if (!(events.get(index) instanceof Event.TimedOut timeout) || timeout.job() != job.job()) {
            return false;
        }
        boolean cancels = index + 1 < events.size()
                && events.get(index + 1) instanceof Event.RingRecovery it
                && it.nanos() == timeout.nanos()
                && it.scheduler() == job.scheduler()
                && it.stage().progress() == RecoveryStage.Progress.BEGUN;
        return timeout.verdict() == Verdict.RESET || (timeout.verdict() == Verdict.NO_HANG && cancels);
    }

    /** Returns the job that a serial ring works on: of those in flight, the one that was given to it first, the last time. */
    private long atWork(int scheduler, int now) {
        long first = -1;
        int since = NONE;
        for (long each : inFlight(scheduler, now)) {
            int given = last(
                    now,
                    it -> it instanceof JobSubmitted submitted
                            && submitted.job() == each
                            && submitted.launch() == Launch.Accepted.RUNNING);
            if (given >= 0 && given < since) {
                since = given;
                first = each;
            }
        }
        return first;
    }

    private List<Long> inFlight(int scheduler, int now) {
        List<Long> jobs = new ArrayList<>();
        for (int i = 0; i < now; i++) {
            if (events.get(i) instanceof JobRun run && run.scheduler() == scheduler) {
                jobs.add(run.job());
            } else if (events.get(i) instanceof JobDone done) {
                jobs.remove(done.job());
            }
        }
        return jobs;
    }

    private boolean fits(JobQueued job, int now) {
        int limit = workload.schedulers().get(job.scheduler()).credits();
        int taken = inFlight(job.scheduler(), now).stream()
                .mapToInt(each -> ((JobRun) events.get(runOf(each))).jobCredits())
                .sum();
        return Math.min(job.jobCredits(), limit) <= limit - taken;
    }

    /** Returns from which event on the job could have been selected: the last of those that it had to wait for. */
    private int readySince(JobQueued job, int now) {
        int since = indexOf(job);
        for (JobQueued each : queued.values()) {
            if (each.entity() == job.entity() && indexOf(each) < indexOf(job)) {
                since = Math.max(since, Math.min(runOf(each.job()), finishOf(each.job())));
            }
        }
        for (int i = 0; i < now; i++) {
            FenceName fence = awaitedBy(job, events.get(i));
            int signal = fence == null ? NONE : signalOf(fence);
            since = signal < now ? Math.max(since, signal) : since;
        }
        return since;
    }

    private List<FenceName> openFences(JobQueued job, int now) {
        int until = Math.min(runOf(job.job()), killOf(job.entity()));
        List<FenceName> open = new ArrayList<>();
        for (Event each : events) {
            FenceName fence = awaitedBy(job, each);
            boolean lookedAt = each instanceof JobUnschedulable;
            if (fence != null && signalOf(fence) >= now && (!lookedAt || events.indexOf(each) < now)) {
                boolean matters = lookedAt || signalOf(fence) < until || runOf(job.job()) == NONE;
                if (matters) {
                    open.add(fence);
                }
            }
        }
        return open;
    }

    /** Returns the fence that an event makes a job wait for, or null. */
    private @Nullable FenceName awaitedBy(JobQueued job, Event event) {
        if (event instanceof JobUnschedulable looked && looked.job() == job.job()) {
            return looked.fence();
        }
        if (!(event instanceof DependencyAdded added) || added.job() != job.job()) {
            return null;
        }
        long id = switch (added.fence()) {
            case FenceName.Finished finished -> finished.job();
            case FenceName.Scheduled scheduled -> scheduled.job();
            case FenceName.External external -> -1;
        };
        JobQueued other = queued.get(id);
        if (other == null) {
            return added.fence();
        }
        if (other.entity() == job.entity()) {
            return null;
        }
        return other.scheduler() == job.scheduler() ? new FenceName.Scheduled(id) : added.fence();
    }

    private @Nullable FenceName setAsideBy(JobQueued job, int now) {
        int looked = last(now, each -> each instanceof JobUnschedulable it && it.job() == job.job());
        if (looked < 0) {
            return null;
        }
        FenceName fence = ((JobUnschedulable) events.get(looked)).fence();
        return signalOf(fence) < now ? null : fence;
    }

    private boolean isFirstOfItsEntity(JobQueued job, int now) {
        return queued.values().stream()
                .filter(each -> each.entity() == job.entity() && indexOf(each) < indexOf(job))
                .allMatch(each -> Math.min(runOf(each.job()), finishOf(each.job())) < now);
    }

    private long lastBefore(JobQueued job) {
        int before = last(indexOf(job), each -> each instanceof JobQueued it && it.entity() == job.entity());
        return ((JobQueued) events.get(before)).job();
    }

    private int pausedSince(int scheduler, int now) {
        int since = NONE;
        for (int i = 0; i < now; i++) {
            if (events.get(i) instanceof Event.SubmissionPaused it && it.scheduler() == scheduler) {
                since = since == NONE ? i : since;
            } else if (events.get(i) instanceof Event.SubmissionResumed it && it.scheduler() == scheduler) {
                since = NONE;
            }
        }
        return since;
    }

    private boolean hasRepeats(int scheduler, int pause) {
        int end = first(
                pause,
                events.size(),
                each -> each instanceof Event.SubmissionResumed it && it.scheduler() == scheduler);
        return events.subList(pause, Math.min(end, events.size())).stream()
                .anyMatch(each -> (each instanceof JobSubmitted it && it.scheduler() == scheduler)
                        || (each instanceof Event.RingRecovery recovery
                                && recovery.scheduler() == scheduler
                                && recovery.stage().progress() == RecoveryStage.Progress.BEGUN
                                && recovery.stage().rung() != Rung.CANCEL_JOB));
    }

    private int runOf(long job) {
        return first(0, events.size(), each -> each instanceof JobRun it && it.job() == job);
    }

    private int finishOf(long job) {
        return signalOf(new FenceName.Finished(job));
    }

    private int signalOf(FenceName fence) {
        return first(
                0,
                events.size(),
                each -> each instanceof Event.FenceSignaled it && it.fence().equals(fence));
    }

    private int killOf(int entity) {
        return first(0, events.size(), each -> each instanceof Event.EntityKilled it && it.entity() == entity);
    }

    private int firstAfter(long nanos) {
        int found = first(0, events.size(), each -> each.nanos() > nanos);
        return found == NONE ? events.size() : found;
    }

    private int indexOf(JobQueued job) {
        return events.indexOf(job);
    }

    private int first(int from, int to, Predicate<Event> wanted) {
        for (int i = from; i < to; i++) {
            if (wanted.test(events.get(i))) {
                return i;
            }
        }
        return NONE;
    }

    private int last(int before, Predicate<Event> wanted) {
        for (int i = before - 1; i >= 0; i--) {
            if (wanted.test(events.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private JobQueued job(long id) {
        JobQueued job = queued.get(id);
        assertThat(job).as("job " + id).isNotNull();
        return job;
    }
}
