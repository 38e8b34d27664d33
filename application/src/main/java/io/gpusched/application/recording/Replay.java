package io.gpusched.application.recording;

import io.gpusched.application.recording.Recording.Client;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a workload: the same rings, clients and jobs, to be played under any policy. Ids are places in the lists of the
 * recording, those of jobs too, so that each job of a run can be compared with the one that was recorded.
 *
 * <p>A client whose pacing is to be detected is taken for a closed loop if at least 95 of 100 of its jobs were queued after the one
 * before was done, and the pauses in between are at least as steady as the beat of its jobs. A client that follows the display also
 * waits for its job, but its beat is the steadier one; it would go on submitting at its times.
 *
 * @param recording what was recorded
 * @param options what the recording did not tell
 * @param workload what to play
 * @param originNanos the time of the recording that is 0 in the workload: when the first job was queued
 * @param closedLoops for each client whether it is played as a closed loop
 * @param dependenciesLeftOut dependencies on fences of which it is not known when they signalled
 */
public record Replay(
        Recording recording,
        ReplayOptions options,
        Workload workload,
        long originNanos,
        List<Boolean> closedLoops,
        int dependenciesLeftOut) {
    public Replay {
        closedLoops = List.copyOf(closedLoops);
    }

    /** Makes the workload of a recording. */
    public static Replay of(Recording recording, ReplayOptions options) {
        return new Conversion(recording, options).replay();
    }

    /** Returns the recorded job of an id in the workload. */
    public RecordedJob recorded(long job) {
        return recording.jobs().get(Math.toIntExact(job));
    }

    private static final class Conversion {
        private final Recording recording;
        private final ReplayOptions options;
        private final long originNanos;
        private final List<String> clientLabels;
        private final List<Integer> jobCredits;
        private final List<List<Integer>> jobsOfClients = new ArrayList<>();
        private final List<String> fences = new ArrayList<>();
        private final Map<String, Integer> fenceIds = new LinkedHashMap<>();
        private final List<TimedStep> signals = new ArrayList<>();
        private int dependenciesLeftOut;

        Conversion(Recording recording, ReplayOptions options) {
            this.recording = recording;
            this.options = options;
            this.originNanos =
                    recording.jobs().isEmpty() ? 0 : recording.jobs().getFirst().queuedNanos();
            this.clientLabels = recording.clientLabels();
            this.jobCredits =
                    recording.clients().stream().map(options::jobCreditsOf).toList();
            recording.clients().forEach(client -> jobsOfClients.add(new ArrayList<>()));
            for (int i = 0; i < recording.jobs().size(); i++) {
                jobsOfClients.get(recording.jobs().get(i).client()).add(i);
            }
        }

        Replay replay() {
            List<Boolean> closedLoops = new ArrayList<>();
            List<EntityLine> entities = new ArrayList<>();
            for (int client = 0; client < jobsOfClients.size(); client++) {
                closedLoops.add(isClosedLoop(client));
                entities.add(entity(client));
            }
            List<TimedStep> steps = steps(closedLoops);
            steps.addAll(signals);
            Workload workload = new Workload(options.policy(), schedulers(), entities, fences, steps, Workload.NO_END);
            return new Replay(recording, options, workload, originNanos, closedLoops, dependenciesLeftOut);
        }

        private List<SchedulerLine> schedulers() {
            List<SchedulerLine> lines = new ArrayList<>();
            for (int ring = 0; ring < recording.rings().size(); ring++) {
                lines.add(new SchedulerLine(
                        recording.ringLabel(ring),
                        creditLimit(ring),
                        Scheduler.NO_TIMEOUT,
                        0,
                        OnTimeout.SIGNAL,
                        SchedulerLine.OWN_SCORE,
                        options.hardwareOf(recording.rings().get(ring)),
                        null));
            }
            return lines;
        }

        /** What was seen in flight counts the jobs' credits as the recording's driver did; those that the user gives may be more. */
        private int creditLimit(int ring) {
            if (options.creditLimit() != ReplayOptions.AS_RECORDED) {
                return options.creditLimit();
            }
            int seen = recording.rings().get(ring).mostInFlight();
            return options.jobCredits().isEmpty() ? seen : Math.max(seen, InFlight.most(recording, ring, jobCredits));
        }

        /** An entity may use the rings that it was seen to use. */
        private EntityLine entity(int id) {
            Client client = recording.clients().get(id);
            TreeSet<Integer> rings = new TreeSet<>();
            jobsOfClients
                    .get(id)
                    .forEach(job -> rings.add(recording.jobs().get(job).ring()));
            return new EntityLine(clientLabels.get(id), options.priorityOf(client), List.copyOf(rings));
        }

        private boolean isClosedLoop(int id) {
            return switch (options.pacingOf(recording.clients().get(id))) {
                case OPEN -> false;
                case CLOSED -> true;
                case DETECTED ->
                    ClosedLoops.detects(jobsOfClients.get(id).stream()
                            .map(recording.jobs()::get)
                            .toList());
            };
        }

        private List<TimedStep> steps(List<Boolean> closedLoops) {
            List<TimedStep> steps = new ArrayList<>();
            for (int id = 0; id < recording.jobs().size(); id++) {
                RecordedJob job = recording.jobs().get(id);
                if (!closedLoops.get(job.client())) {
                    steps.add(new TimedStep(job.queuedNanos() - originNanos, push(id)));
                } else if (jobsOfClients.get(job.client()).getFirst() == id) {
                    steps.add(new TimedStep(job.queuedNanos() - originNanos, script(job.client())));
                }
            }
            return steps;
        }

        private Step.Script script(int client) {
            List<Turn> turns = new ArrayList<>();
            @Nullable RecordedJob before = null;
            for (int id : jobsOfClients.get(client)) {
                RecordedJob job = recording.jobs().get(id);
                if (before == null) {
                    turns.add(new Turn(push(id), 0, false));
                } else {
                    boolean afterDone = job.queuedNanos() >= before.doneNanos();
                    long since = afterDone ? before.doneNanos() : before.queuedNanos();
                    turns.add(new Turn(push(id), job.queuedNanos() - since, afterDone));
                }
                before = job;
            }
            return new Step.Script(turns);
        }

        private Step.Push push(int id) {
            RecordedJob job = recording.jobs().get(id);
            long nanos = switch (options.hardwareOf(recording.rings().get(job.ring()))) {
                case SERIAL -> job.serialNanos();
                case OVERLAPPING -> job.overlappingNanos();
            };
            List<Dependency> dependencies = new ArrayList<>();
            for (RecordedDependency each : job.dependencies()) {
                @Nullable Dependency dependency = dependency(each, job);
                if (dependency != null) {
                    dependencies.add(dependency);
                }
            }
            return new Step.Push(id, job.client(), jobCredits.get(job.client()), GpuWork.of(nanos), dependencies);
        }

        private @Nullable Dependency dependency(RecordedDependency recorded, RecordedJob job) {
            return switch (recorded) {
                case RecordedDependency.Finished other -> new Dependency.Finished(other.job());
                case RecordedDependency.Scheduled other -> new Dependency.Scheduled(other.job());
                case RecordedDependency.Outside outside -> outside(outside, job);
            };
        }

        /** A wait that was seen ended at the latest when the job ran, so its run stands for a signal that was not seen. */
        private @Nullable Dependency outside(RecordedDependency.Outside outside, RecordedJob job) {
            boolean seen = outside.signaledNanos() != RecordedDependency.Outside.NOT_SEEN;
            if (!seen && !outside.waited()) {
                dependenciesLeftOut++;
                return null;
            }
            long nanos = seen ? outside.signaledNanos() : job.runNanos();
            if (nanos <= job.queuedNanos()) {
                return null;
            }
            Integer known = fenceIds.get(outside.fence());
            if (known != null) {
                return new Dependency.External(known);
            }
            int id = fences.size();
            fences.add("fence-" + outside.fence().replace(':', '.'));
            fenceIds.put(outside.fence(), id);
            signals.add(new TimedStep(nanos - originNanos, new Step.Signal(id, null)));
            return new Dependency.External(id);
        }
    }
}
