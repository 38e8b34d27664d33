package io.gpusched.application.recording;

import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a workload: the same rings, clients and jobs, to be played under any policy. Ids are places in the lists of the
 * recording, those of jobs too, so that each job of a run can be compared with the one that was recorded.
 *
 * <p>A client whose pacing is to be detected is taken for a closed loop if it was seen to wait for one of its jobs before it submitted the
 * next: the last one, or one a few jobs before that. A client that follows the display also submits after its job is done, but its beat is
 * the steadier one; it would go on submitting at its times.
 *
 * <p>The latency of the worker is what was recorded: after each job that was queued for an idle ring, and after each end while others waited.
 * That of the hardware's reports is in the recorded durations, and that of the clients in the recorded pauses, so neither is added again.
 *
 * @param recording what was recorded
 * @param options what the recording did not tell
 * @param workload what to play
 * @param originNanos the time of the recording that is 0 in the workload: when the first job was queued
 * @param closedLoops for each client which of its jobs it waits for: 1 for the last one, 2 for the one before that, and so on; 0 if it
 *     follows a clock
 * @param wakeUps how long the recorded worker took to wake up
 * @param dependenciesLeftOut dependencies on fences whose time of signalling is not known
 */
public record Replay(
        Recording recording,
        ReplayOptions options,
        Workload workload,
        long originNanos,
        List<Integer> closedLoops,
        WakeUps wakeUps,
        int dependenciesLeftOut) {
    public Replay {
        closedLoops = List.copyOf(closedLoops);
    }

    /** Makes the workload of a recording. */
    public static Replay of(Recording recording, ReplayOptions options) {
        return new Conversion(recording, options).replay();
    }

    /** Returns the pauses of the closed loops, from the end of what a client waited for to its next submission; nanoseconds. */
    public LongStream pauses() {
        return workload.steps().stream()
                .map(TimedStep::step)
                .filter(Step.Script.class::isInstance)
                .flatMap(step -> ((Step.Script) step).turns().stream())
                .filter(turn -> turn.awaited() > 0)
                .mapToLong(Turn::delayNanos);
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
        private final long[] submitted;
        private int dependenciesLeftOut;

        Conversion(Recording recording, ReplayOptions options) {
            this.recording = recording;
            this.options = options;
            this.originNanos =
                    recording.jobs().isEmpty() ? 0 : recording.jobs().getFirst().queuedNanos();
            this.submitted = options.latency().worker() == null
                    ? SubmitTimes.of(recording)
                    : recording.jobs().stream()
                            .mapToLong(RecordedJob::queuedNanos)
                            .toArray();
            this.clientLabels = recording.clientLabels();
            this.jobCredits =
                    recording.clients().stream().map(options::jobCreditsOf).toList();
            recording.clients().forEach(client -> jobsOfClients.add(new ArrayList<>()));
            for (int i = 0; i < recording.jobs().size(); i++) {
                jobsOfClients.get(recording.jobs().get(i).client()).add(i);
            }
        }

        Replay replay() {
            List<Integer> closedLoops = new ArrayList<>();
            List<EntityLine> entities = new ArrayList<>();
            for (int client = 0; client < jobsOfClients.size(); client++) {
                closedLoops.add(awaited(client));
                entities.add(entity(client));
            }
            List<TimedStep> steps = steps(closedLoops);
            steps.addAll(signals);
            List<SchedulerLine> schedulers = schedulers();
            WakeUps wakeUps = WakeUps.of(
                    recording,
                    schedulers.stream().map(SchedulerLine::credits).toList(),
                    recording.jobs().stream()
                            .map(job -> jobCredits.get(job.client()))
                            .toList(),
                    submitted);
            Latency recorded = new Latency(wakeUps.asRecorded(Latency.USUAL.worker()), Delay.none(), Delay.none(), 0);
            Workload workload = new Workload(
                    options.policy(),
                    schedulers,
                    entities,
                    fences,
                    steps,
                    Nanos.NEVER,
                    options.latency().of(recorded));
            return new Replay(recording, options, workload, originNanos, closedLoops, wakeUps, dependenciesLeftOut);
        }

        private List<SchedulerLine> schedulers() {
            List<SchedulerLine> lines = new ArrayList<>();
            for (int ring = 0; ring < recording.rings().size(); ring++) {
                lines.add(new SchedulerLine(
                        recording.ringLabel(ring),
                        creditLimit(ring),
                        Nanos.NO_LIMIT,
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
            RecordedClient client = recording.clients().get(id);
            TreeSet<Integer> rings = new TreeSet<>();
            jobsOfClients
                    .get(id)
                    .forEach(job -> rings.add(recording.jobs().get(job).ring()));
            return new EntityLine(clientLabels.get(id), options.priorityOf(client), List.copyOf(rings));
        }

        private int awaited(int id) {
            return switch (options.pacingOf(recording.clients().get(id))) {
                case OPEN -> ClosedLoops.OPEN;
                case CLOSED -> Math.max(1, detected(id));
                case DETECTED -> detected(id);
            };
        }

        private int detected(int id) {
            return ClosedLoops.awaited(
                    jobsOfClients.get(id).stream().map(recording.jobs()::get).toList());
        }

        private List<TimedStep> steps(List<Integer> closedLoops) {
            List<TimedStep> steps = new ArrayList<>();
            for (int id = 0; id < recording.jobs().size(); id++) {
                RecordedJob job = recording.jobs().get(id);
                int awaited = closedLoops.get(job.client());
                if (awaited == ClosedLoops.OPEN) {
                    steps.add(new TimedStep(submitted[id] - originNanos, push(id)));
                } else if (jobsOfClients.get(job.client()).getFirst() == id) {
                    steps.add(new TimedStep(submitted[id] - originNanos, script(job.client(), awaited)));
                }
            }
            return steps;
        }

        private Step.Script script(int client, int awaited) {
            List<Turn> turns = new ArrayList<>();
            List<Integer> jobs = jobsOfClients.get(client);
            for (int i = 0; i < jobs.size(); i++) {
                turns.add(turn(jobs, i, awaited));
            }
            return new Step.Script(turns);
        }

        private Turn turn(List<Integer> jobs, int i, int awaited) {
            Step.Push push = push(jobs.get(i));
            long at = submitted[jobs.get(i)];
            if (i >= awaited) {
                RecordedJob before = recording.jobs().get(jobs.get(i - awaited));
                if (recording.jobs().get(jobs.get(i)).queuedNanos() >= before.doneNanos()) {
                    return new Turn(push, at - before.doneNanos(), awaited);
                }
            }
            return new Turn(push, i == 0 ? 0 : at - submitted[jobs.get(i - 1)], 0);
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
            int ring = options.pinned() ? job.ring() : Step.Push.ANY_RING;
            return new Step.Push(id, job.client(), jobCredits.get(job.client()), GpuWork.of(nanos), dependencies, ring);
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
