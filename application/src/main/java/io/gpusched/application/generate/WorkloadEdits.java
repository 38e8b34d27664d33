package io.gpusched.application.generate;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Changes the steps of a workload and makes what is left whole again: no job waits for one that nobody pushed before. */
final class WorkloadEdits {
    private WorkloadEdits() {}

    /** Returns the workload with other steps. */
    static Workload withSteps(Workload from, List<TimedStep> steps) {
        PushedJobs pushed = new PushedJobs();
        List<TimedStep> whole = new ArrayList<>(steps);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> steps.get(i).atNanos()));
        for (int i : order) {
            TimedStep timed = steps.get(i);
            if (timed.step() instanceof Step.Push push) {
                whole.set(i, new TimedStep(timed.atNanos(), withDependencies(push, pushed::isKnown)));
            }
            pushed.note(timed.step());
        }
        return new Workload(
                from.policy(),
                from.schedulers(),
                from.entities(),
                from.fences(),
                whole,
                from.untilNanos(),
                from.latency());
    }

    private static Step.Push withDependencies(Step.Push push, Predicate<Dependency> kept) {
        return new Step.Push(
                push.job(),
                push.entity(),
                push.credits(),
                push.work(),
                push.dependencies().stream().filter(kept).toList());
    }

    /** Returns the workload with job ids that count from 0 in the order of the lines. */
    static Workload withJobsRenumbered(Workload from) {
        Map<Long, Long> ids = new TreeMap<>();
        for (TimedStep timed : from.steps()) {
            if (timed.step() instanceof Step.Push push) {
                ids.put(push.job(), (long) ids.size());
            } else if (timed.step() instanceof Step.Client client) {
                long jobs = (long) client.jobs() * client.cycles();
                for (long i = 0; i < jobs; i++) {
                    ids.put(client.firstJob() + i, (long) ids.size());
                }
            }
        }
        List<TimedStep> steps = from.steps().stream()
                .map(timed -> new TimedStep(timed.atNanos(), renumbered(timed.step(), id -> ids.getOrDefault(id, id))))
                .toList();
        return new Workload(
                from.policy(),
                from.schedulers(),
                from.entities(),
                from.fences(),
                steps,
                from.untilNanos(),
                from.latency());
    }

    private static Step renumbered(Step step, LongUnaryOperator ids) {
        if (step instanceof Step.Push push) {
            List<Dependency> dependencies = new ArrayList<>();
            for (Dependency each : push.dependencies()) {
                dependencies.add(
                        switch (each) {
                            case Dependency.Finished other -> new Dependency.Finished(ids.applyAsLong(other.job()));
                            case Dependency.Scheduled other -> new Dependency.Scheduled(ids.applyAsLong(other.job()));
                            case Dependency.External external -> external;
                        });
            }
            return new Step.Push(ids.applyAsLong(push.job()), push.entity(), push.credits(), push.work(), dependencies);
        }
        if (step instanceof Step.Client client) {
            return new Step.Client(
                    client.entity(),
                    ids.applyAsLong(client.firstJob()),
                    client.jobs(),
                    client.jobNanos(),
                    client.waitNanos(),
                    client.sync(),
                    client.cycles());
        }
        return step;
    }

    /** The jobs that were pushed so far; of a client's, those of its first cycle. */
    private static final class PushedJobs {
        private final TreeMap<Long, Integer> counts = new TreeMap<>();

        void note(Step step) {
            if (step instanceof Step.Push push) {
                counts.put(push.job(), 1);
            } else if (step instanceof Step.Client client) {
                counts.put(client.firstJob(), client.jobs());
            }
        }

        boolean isKnown(Dependency dependency) {
            return switch (dependency) {
                case Dependency.Finished other -> isPushed(other.job());
                case Dependency.Scheduled other -> isPushed(other.job());
                case Dependency.External external -> true;
            };
        }

        private boolean isPushed(long job) {
            Map.Entry<Long, Integer> range = counts.floorEntry(job);
            return range != null && job < range.getKey() + range.getValue();
        }
    }
}
