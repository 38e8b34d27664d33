package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.FenceName.Finished;
import io.gpusched.application.event.FenceName.Scheduled;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why each job of a run waited, in one pass over its events.
 *
 * <p><b>What it keeps.</b> Every job and every run: a {@link WaitingJob} with the blocks in its way, a {@link WaitingEntity} with the jobs
 * that were not selected yet, and for each scheduler a {@link SchedulerPast} of what was in flight and when submission was paused. The parts
 * of a wait that name many jobs share one list of them.
 *
 * <p><b>States.</b> A job waits behind the jobs of its entity, then for dependencies, then for its turn, its credits or the end of a pause,
 * then on the ring behind others, and then it runs. The parts of its wait follow each other without a gap from queued to done; a test holds
 * that.
 *
 * <p><b>When a part is decided.</b> Which of several dependencies held a job up, and whose turn it was instead, is decided when the job goes
 * to the hardware. Only then is it known which dependency signalled last and where the entity stood.
 *
 * <p><b>Why it is right.</b> All causes come from events alone, in their order: events of equal time are told apart by their number
 * ({@link Moment}). {@code WaitOracle} of the tests computes the same parts in another way, from the whole history at once, for random runs.
 *
 * <p><b>What was left.</b> Deciding each part when it begins names the wrong cause as soon as a second one comes. A second pass over the events
 * would need them all in memory; {@code top} and the report page read them as they come.
 */
public final class WaitLog implements Consumer<Event> {
    private final JobLog log = new JobLog(this::overlaps);
    private final List<Integer> limits;
    private final List<RingKind> kinds;
    private final Map<Long, WaitingJob> jobs = new LinkedHashMap<>();
    private final Map<Integer, WaitingEntity> entities = new TreeMap<>();
    private final Map<Integer, SchedulerPast> schedulers = new TreeMap<>();
    private final Map<FenceName, List<WaitingJob.Block>> awaited = new LinkedHashMap<>();
    private final TreeSet<String> signaledOutside = new TreeSet<>();
    private @Nullable Long culprit;
    private Event.@Nullable TimedOut lastTimedOut;
    private @Nullable Long recoveryCulprit;
    private Moment now = new Moment(0, 0);

    /**
     * Makes an empty log.
     *
     * @param limits the credit limits of the schedulers, by id
     * @param kinds how the rings under them work, by id
     */
    public WaitLog(List<Integer> limits, List<RingKind> kinds) {
        this.limits = List.copyOf(limits);
        this.kinds = List.copyOf(kinds);
    }

    private boolean overlaps(int scheduler) {
        return kinds.get(scheduler) == RingKind.OVERLAPPING;
    }

    @Override
    public void accept(Event event) {
        log.accept(event);
        now = now.next(event.nanos());
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.DependencyAdded e -> added(job(e.job()), e.fence());
            case Event.JobUnschedulable e -> looksInVain(job(e.job()), e.fence());
            case Event.JobRun e -> run(job(e.job()), e);
            case Event.JobSubmitted e -> submitted(job(e.job()), e.launch());
            case Event.JobDone e -> done(job(e.job()));
            case Event.FenceSignaled e -> signaled(e.fence());
            case Event.TimedOut e -> timedOut(e);
            case Event.RingRecovery e -> recovery(e);
            case Event.SubmissionPaused e -> scheduler(e.scheduler()).pause(now);
            case Event.SubmissionResumed e -> scheduler(e.scheduler()).resume(now);
            case Event.PriorityChanged e -> entity(e.entity()).hasMoved(now);
            case Event.EntityKilled e -> entity(e.entity()).kill(now);
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    private void queued(Event.JobQueued event) {
        culprit = null;
        WaitingJob job = new WaitingJob(event, scheduler(event.scheduler()), entity(event.entity()));
        jobs.put(event.job(), job);
        job.entity().add(job, now);
    }

    /** A dependency on the entity's own jobs is none: they run in order. One on a job of the same scheduler is met by its start. */
    private void added(WaitingJob job, FenceName fence) {
        WaitingJob other = switch (fence) {
            case Finished finished -> jobs.get(finished.job());
            case Scheduled scheduled -> jobs.get(scheduled.job());
            case FenceName.External external -> null;
        };
        if (other != null && other.entity() == job.entity()) {
            return;
        }
        FenceName met = other != null && other.scheduler() == job.scheduler() ? new Scheduled(other.id()) : fence;
        if (!hasSignaled(met, other)) {
            await(met, job.dependsOn(met, now));
        }
    }

    private boolean hasSignaled(FenceName fence, @Nullable WaitingJob other) {
        return switch (fence) {
            case Finished finished -> other != null && other.isEnded();
            case Scheduled scheduled -> other != null && other.isScheduled();
            case FenceName.External external -> signaledOutside.contains(external.name());
        };
    }

    private void looksInVain(WaitingJob job, FenceName fence) {
        await(fence, job.isBlocked(fence, now));
    }

    private void await(FenceName fence, WaitingJob.Block block) {
        awaited.computeIfAbsent(fence, name -> new ArrayList<>(1)).add(block);
    }

    private void run(WaitingJob job, Event.JobRun event) {
        culprit = null;
        job.run(event, now);
        job.entity().remove(job, now);
        job.scheduler().run(job, event, now);
    }

    private void submitted(WaitingJob job, Launch launch) {
        Stay stay = job.stay();
        boolean again = job.markSubmitted();
        boolean running = launch == Launch.Accepted.RUNNING;
        if (stay != null && again) {
            job.scheduler().repeat(stay, running, culprit, now);
        } else if (stay != null && running) {
            job.scheduler().ring().enter(stay, now.nanos());
        }
    }

    private void timedOut(Event.TimedOut event) {
        lastTimedOut = event;
        if (event.verdict() == Verdict.RESET) {
            culprit = event.job();
            hung(event.job());
        } else if (event.verdict() == Verdict.KILLED) {
            hung(event.job());
        }
    }

    private void hung(long id) {
        Stay stay = job(id).stay();
        if (stay != null) {
            stay.lose(id, now.nanos());
        }
    }

    /** A step that cancels a job takes nothing else off the ring. */
    private void recovery(Event.RingRecovery event) {
        if (event.stage().progress() != Progress.BEGUN) {
            return;
        }
        // Later steps are about the same hang, whatever else times out meanwhile.
        Event.TimedOut timedOut = lastTimedOut;
        if (timedOut != null && timedOut.nanos() == event.nanos()) {
            recoveryCulprit = timedOut.job();
        }
        if (event.stage().rung() != Rung.CANCEL_JOB) {
            scheduler(event.scheduler()).recover(recoveryCulprit, now);
        } else if (recoveryCulprit != null) {
            hung(recoveryCulprit);
        }
    }

    private void done(WaitingJob job) {
        Stay stay = job.stay();
        if (stay != null) {
            job.scheduler().done(stay, now);
        }
        job.end(now);
    }

    private void signaled(FenceName fence) {
        switch (fence) {
            case Scheduled scheduled -> scheduled(job(scheduled.job()));
            case Finished finished -> {
                WaitingJob job = job(finished.job());
                job.entity().remove(job, now);
                job.end(now);
            }
            case FenceName.External external -> signaledOutside.add(external.name());
        }
        List<WaitingJob.Block> waiting = awaited.remove(fence);
        if (waiting != null) {
            waiting.forEach(each -> each.end(now));
        }
    }

    /** A recording does not tell when the hardware answered; there the ring has a job from its run on. */
    private void scheduled(WaitingJob job) {
        job.markScheduled();
        Stay stay = job.stay();
        if (stay != null && !job.isSubmitted()) {
            job.scheduler().ring().enter(stay, now.nanos());
        }
    }

    /** Returns what became of each job, in the order in which they were queued. */
    public List<JobTimes> jobs() {
        return log.jobs();
    }

    /** Returns the waits of all jobs, in the order in which they were queued. Those of jobs that are not done end at the last event. */
    public List<Wait> waits() {
        return waitsUntil(now.nanos());
    }

    /**
     * Returns the waits of all jobs, in the order in which they were queued.
     *
     * @param endNanos when the waits of jobs that are not done end, if that is not before the last event
     */
    public List<Wait> waitsUntil(long endNanos) {
        Moment end = now.next(Math.max(endNanos, now.nanos()));
        return log.jobs().stream().map(times -> wait(times, end)).toList();
    }

    private Wait wait(JobTimes times, Moment end) {
        List<WaitPart> parts = job(times.job()).parts(end);
        long gone = log.goneSinceNanos(times.scheduler());
        boolean ended = times.stage() == JobTimes.JobStage.ENDED;
        return new Wait(times, ended || gone == Nanos.NEVER ? parts : untilGone(parts, gone));
    }

    /** Whatever a job waited for before its device was gone, it waits for that no more. */
    private static List<WaitPart> untilGone(List<WaitPart> parts, long goneNanos) {
        List<WaitPart> cut = new ArrayList<>();
        for (WaitPart part : parts) {
            if (part.toNanos() <= goneNanos) {
                cut.add(part);
            } else if (part.fromNanos() < goneNanos) {
                cut.add(part.until(goneNanos));
            }
        }
        if (!parts.isEmpty() && parts.getLast().toNanos() > goneNanos) {
            long from = Math.max(goneNanos, parts.getFirst().fromNanos());
            cut.add(new WaitPart.Gone(from, parts.getLast().toNanos()));
        }
        return cut;
    }

    private WaitingJob job(long id) {
        WaitingJob job = jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("job " + id + " was never queued");
        }
        return job;
    }

    private WaitingEntity entity(int id) {
        return entities.computeIfAbsent(id, it -> new WaitingEntity());
    }

    private SchedulerPast scheduler(int id) {
        return schedulers.computeIfAbsent(
                id, it -> new SchedulerPast(limits.get(it), new RingPast(kinds.get(it)), () -> headsOf(it)));
    }

    private Stream<WaitingJob> headsOf(int scheduler) {
        return entities.values().stream()
                .flatMap(WaitingEntity::heads)
                .filter(each -> each.scheduler() == schedulers.get(scheduler));
    }
}
