package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks from the events alone that no credits stay unused while a job could have them.
 *
 * <p>A scheduler has room while submission is not paused, at least one job that will run later is ready, and every ready job fits: the policy
 * may keep small jobs behind a large one. In virtual time it starts a job before the clock moves on. In real time its work needs a processor
 * first, which on a loaded machine takes some milliseconds for each start. So two things show that credits stay unused, and neither is how
 * long there was room in all:
 *
 * <ul>
 *   <li>There was room for longer than the slack, and no job was started in that time.
 *   <li>There was room for longer than the slack and over many starts, and each of these jobs was ready all the time but started only when
 *       another one ended. A worker that is late starts jobs at any time after an end; one that counts too few credits starts them right
 *       after an end.
 * </ul>
 */
public final class WorkConservingRules {
    /** The rule {@code capacity.work-conserving}. */
    public static final Rule CONSERVING = new Rule(
            "capacity.work-conserving",
            "no job that is ready waits while there are credits for it",
            "drm_sched_wakeup(), sched_main.c");

    /** Fewer starts right after an end may be chance. */
    private static final int STARTS_BEYOND_CHANCE = 20;

    /** A start is right after an end if its job could have been started for at least so many times as long. */
    private static final int TIMES_AS_LONG = 10;

    private final CreditsInFlight inFlight;
    private final long slackNanos;
    private final Set<Long> willRun;
    private final Map<Long, Integer> creditsOfJobs;
    private final Violations violations = Violations.gathering();
    private final Map<Integer, Lane> lanes = new TreeMap<>();
    private final Map<Integer, Deque<Waiting>> queues = new TreeMap<>();
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private final Set<FenceName> signaled = new LinkedHashSet<>();

    /** A scheduler, as far as its room goes. */
    private static final class Lane {
        private boolean paused;
        private long lastEndNanos = Nanos.NEVER;
        private long roomSinceNanos = Nanos.NEVER;
        private long lastStartNanos;
        private boolean accused;
        private int startsAfterEnds;
        private long startsAfterEndsSinceNanos;
        private long readyNanos;
        private long afterEndNanos;

        void noRoom() {
            roomSinceNanos = Nanos.NEVER;
            accused = false;
            startsAfterEnds = 0;
        }

        void roomFrom(long nanos) {
            if (roomSinceNanos == Nanos.NEVER) {
                roomSinceNanos = nanos;
                lastStartNanos = nanos;
            }
        }

        /** Counts a start of a job that could have been started since a time. One that came no sooner after an end than after that begins anew. */
        void started(long nanos, long readySinceNanos) {
            boolean afterEnd = lastEndNanos != Nanos.NEVER
                    && lastEndNanos > readySinceNanos
                    && nanos - lastEndNanos < lastEndNanos - readySinceNanos;
            if (!afterEnd) {
                startsAfterEnds = 0;
                return;
            }
            if (startsAfterEnds == 0) {
                startsAfterEndsSinceNanos = readySinceNanos;
                readyNanos = 0;
                afterEndNanos = 0;
            }
            startsAfterEnds++;
            readyNanos += nanos - readySinceNanos;
            afterEndNanos += nanos - lastEndNanos;
        }

        boolean startsOnlyAfterEnds(long nanos, long slackNanos) {
            return startsAfterEnds >= STARTS_BEYOND_CHANCE
                    && nanos - startsAfterEndsSinceNanos > slackNanos
                    && afterEndNanos * TIMES_AS_LONG <= readyNanos;
        }
    }

    /** A job that was queued and will run. */
    private static final class Waiting {
        private final Event.JobQueued queued;
        private final List<FenceName> dependencies = new ArrayList<>(0);
        private long readySinceNanos = Nanos.NEVER;

        Waiting(Event.JobQueued queued) {
            this.queued = queued;
        }
    }

    private WorkConservingRules(List<Integer> limits, long slackNanos, Map<Long, Integer> creditsOfJobs) {
        this.inFlight = new CreditsInFlight(limits);
        this.slackNanos = slackNanos;
        this.creditsOfJobs = creditsOfJobs;
        this.willRun = creditsOfJobs.keySet();
    }

    /** Returns the rules of this class. */
    public static List<Rule> rules() {
        return List.of(CONSERVING);
    }

    /**
     * Judges a whole history.
     *
     * @param limits how many credits each scheduler is known to use at once, by id
     * @param slackNanos how long a scheduler may take for a start: 0 in virtual time, the latency of its work in real time
     */
    public static List<Violation> judge(List<Event> history, List<Integer> limits, long slackNanos) {
        Map<Long, Integer> creditsOfJobs = new TreeMap<>();
        for (Event event : history) {
            if (event instanceof Event.JobRun run) {
                creditsOfJobs.put(run.job(), run.jobCredits());
            }
        }
        WorkConservingRules rules = new WorkConservingRules(limits, slackNanos, creditsOfJobs);
        for (int i = 0; i < history.size(); i++) {
            rules.accept(history.get(i));
            boolean lastOfItsTime = i + 1 == history.size()
                    || history.get(i + 1).nanos() > history.get(i).nanos();
            if (lastOfItsTime) {
                rules.lookForRoom(history.get(i).nanos());
            }
        }
        return rules.violations.found();
    }

    private void accept(Event event) {
        violations.eventSeen();
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.DependencyAdded e -> {
                Waiting job = waiting.get(e.job());
                if (job != null) {
                    job.dependencies.add(e.fence());
                }
            }
            case Event.JobRun e -> run(e);
            case Event.JobDone e -> done(e);
            case Event.FenceSignaled e -> signaled.add(e.fence());
            case Event.SubmissionPaused e -> lane(e.scheduler()).paused = true;
            case Event.SubmissionResumed e -> lane(e.scheduler()).paused = false;
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    private void queued(Event.JobQueued event) {
        if (willRun.contains(event.job())) {
            lane(event.scheduler());
            Waiting job = new Waiting(event);
            waiting.put(event.job(), job);
            queues.computeIfAbsent(event.entity(), id -> new ArrayDeque<>()).add(job);
        }
    }

    private void run(Event.JobRun event) {
        Lane lane = lane(event.scheduler());
        Waiting job = waiting.remove(event.job());
        if (job != null) {
            queues.getOrDefault(job.queued.entity(), new ArrayDeque<>()).remove(job);
        }
        if (lane.roomSinceNanos != Nanos.NEVER) {
            judgeStart(event, lane, job);
        }
        inFlight.run(event);
    }

    private void judgeStart(Event.JobRun event, Lane lane, @Nullable Waiting job) {
        long nanos = event.nanos();
        accuseIdle(event.scheduler(), lane, nanos);
        lane.lastStartNanos = nanos;
        long ready = job == null || job.readySinceNanos == Nanos.NEVER ? nanos : job.readySinceNanos;
        lane.started(nanos, Math.max(ready, lane.roomSinceNanos));
        if (!lane.accused && lane.startsOnlyAfterEnds(nanos, slackNanos)) {
            accuse(
                    event.scheduler(),
                    lane,
                    lane.startsAfterEndsSinceNanos,
                    nanos,
                    ", when each of " + lane.startsAfterEnds
                            + " jobs that could be started was started only after another one had ended");
        }
    }

    private void accuseIdle(int scheduler, Lane lane, long nanos) {
        if (!lane.accused && nanos - lane.lastStartNanos > slackNanos) {
            accuse(scheduler, lane, lane.lastStartNanos, nanos, ", when none was started");
        }
    }

    private void accuse(int scheduler, Lane lane, long fromNanos, long toNanos, String how) {
        lane.accused = true;
        violations.add(CONSERVING, "on scheduler " + scheduler + " from " + fromNanos + " to " + toNanos + " ns" + how);
    }

    private void done(Event.JobDone event) {
        Event.JobRun run = inFlight.done(event);
        if (run != null) {
            lane(run.scheduler()).lastEndNanos = event.nanos();
        }
    }

    /** Called when the clock is about to move on: whoever could run now will have waited by then. */
    private void lookForRoom(long nanos) {
        for (Map.Entry<Integer, Lane> each : lanes.entrySet()) {
            Lane lane = each.getValue();
            if (lane.roomSinceNanos != Nanos.NEVER) {
                accuseIdle(each.getKey(), lane, nanos);
            }
            if (everyReadyJobFits(each.getKey(), lane, nanos)) {
                lane.roomFrom(nanos);
            } else {
                lane.noRoom();
            }
        }
    }

    private boolean everyReadyJobFits(int scheduler, Lane lane, long nanos) {
        long free = inFlight.free(scheduler);
        boolean any = false;
        boolean all = !lane.paused;
        for (Deque<Waiting> queue : queues.values()) {
            Waiting head = queue.peek();
            if (head != null && head.queued.scheduler() == scheduler && signaled.containsAll(head.dependencies)) {
                head.readySinceNanos = head.readySinceNanos == Nanos.NEVER ? nanos : head.readySinceNanos;
                all &= creditsOfJobs.getOrDefault(head.queued.job(), Integer.MAX_VALUE) <= free;
                any = true;
            }
        }
        return any && all;
    }

    private Lane lane(int scheduler) {
        return lanes.computeIfAbsent(scheduler, id -> new Lane());
    }
}
