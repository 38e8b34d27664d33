package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds out why jobs had not ended when their run did. It keeps the dependencies of queued jobs only; how far each job came is known to the
 * {@link JobLog} of the same run.
 */
public final class UnfinishedLog implements Consumer<Event> {
    private static final String NO_FENCE = "";
    private final Map<Long, List<FenceName>> dependencies = new TreeMap<>();
    private final Set<Long> queued = new TreeSet<>();
    private final Set<Long> unfinished = new TreeSet<>();
    private final Set<String> signaled = new TreeSet<>();
    private final Set<Integer> paused = new TreeSet<>();
    private final Map<Integer, Long> goneSince = new TreeMap<>();

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.JobQueued e -> {
                queued.add(e.job());
                unfinished.add(e.job());
            }
            case Event.DependencyAdded e ->
                dependencies.computeIfAbsent(e.job(), job -> new ArrayList<>(1)).add(e.fence());
            case Event.JobRun e -> leavesTheQueue(e.job());
            case Event.FenceSignaled e -> signaled(e.fence());
            case Event.TimedOut e -> {
                if (e.verdict() == Verdict.ENODEV) {
                    goneSince.putIfAbsent(e.scheduler(), e.nanos());
                }
            }
            case Event.SubmissionPaused e -> paused.add(e.scheduler());
            case Event.SubmissionResumed e -> paused.remove(e.scheduler());
            case Event.RingRecovery e -> recovery(e);
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    private void recovery(Event.RingRecovery event) {
        if (event.stage().rung() == Rung.DEVICE_GONE) {
            if (event.stage().progress() == Progress.BEGUN) {
                goneSince.putIfAbsent(event.scheduler(), event.nanos());
            } else {
                goneSince.remove(event.scheduler());
            }
        }
    }

    private void signaled(FenceName fence) {
        switch (fence) {
            case FenceName.Finished finished -> {
                unfinished.remove(finished.job());
                leavesTheQueue(finished.job());
            }
            case FenceName.Scheduled scheduled -> {}
            case FenceName.External external -> signaled.add(external.name());
        }
    }

    private void leavesTheQueue(long job) {
        queued.remove(job);
        dependencies.remove(job);
    }

    /** Returns since when the device of a scheduler is gone, in nanoseconds; {@link Nanos#NEVER} if it is not. */
    public long goneSinceNanos(int scheduler) {
        return goneSince.getOrDefault(scheduler, Nanos.NEVER);
    }

    /** Jobs that are reported together. */
    private record Kind(String client, int ring, JobTimes.JobStage stage, Unfinished.Reason reason, String fence) {}

    /**
     * Returns the jobs that had not ended, those of one kind together, in the order in which the first of each was queued.
     *
     * @param jobs what became of each job of the run
     * @param clientOfEntity the name of the client of each entity, by id
     */
    public List<Unfinished> of(List<JobTimes> jobs, List<String> clientOfEntity) {
        Map<Kind, List<JobTimes>> kinds = new LinkedHashMap<>();
        Map<Integer, JobTimes> heads = new TreeMap<>();
        for (JobTimes job : jobs) {
            JobTimes.JobStage stage = job.stage();
            if (stage == JobTimes.JobStage.ENDED) {
                continue;
            }
            JobTimes head = stage == JobTimes.JobStage.QUEUED ? heads.computeIfAbsent(job.entity(), id -> job) : job;
            String fence = stage == JobTimes.JobStage.QUEUED ? awaited(head.job()) : NO_FENCE;
            Kind kind = new Kind(
                    clientOfEntity.get(job.entity()), job.scheduler(), stage, reason(head, stage, fence), fence);
            kinds.computeIfAbsent(kind, it -> new ArrayList<>()).add(job);
        }
        List<Unfinished> unfinishedWork = new ArrayList<>();
        kinds.forEach((kind, each) -> unfinishedWork.add(
                new Unfinished(kind.client(), kind.ring(), kind.stage(), kind.reason(), kind.fence(), each)));
        return unfinishedWork;
    }

    /** The jobs of an entity wait for its first one, so that one tells for all. */
    private Unfinished.Reason reason(JobTimes job, JobTimes.JobStage stage, String fence) {
        if (goneSince.containsKey(job.scheduler())) {
            return Unfinished.Reason.DEVICE_GONE;
        }
        if (!fence.isEmpty()) {
            return Unfinished.Reason.FENCE;
        }
        if (stage == JobTimes.JobStage.QUEUED) {
            return paused.contains(job.scheduler()) ? Unfinished.Reason.PAUSED : Unfinished.Reason.CREDITS;
        }
        return stage == JobTimes.JobStage.ON_RING ? Unfinished.Reason.BEHIND_OTHERS : Unfinished.Reason.NOT_DONE;
    }

    /** Returns the first fence that a queued job waits for, or nothing. */
    private String awaited(long job) {
        for (FenceName each : dependencies.getOrDefault(job, List.of())) {
            boolean over = switch (each) {
                case FenceName.Finished(long other) -> !unfinished.contains(other);
                case FenceName.Scheduled(long other) -> !queued.contains(other);
                case FenceName.External external -> signaled.contains(external.name());
            };
            if (!over) {
                return each.toString();
            }
        }
        return NO_FENCE;
    }
}
