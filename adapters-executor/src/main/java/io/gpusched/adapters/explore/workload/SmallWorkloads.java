package io.gpusched.adapters.explore.workload;

import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Generates every workload with up to three jobs, two entities, two credits and one fault. Workloads that differ only in the names of
 * entities count once.
 *
 * <p>Durations are zero, and timeouts are as short as a case can express. Explored with {@link Lateness#ALL}, time then restricts no order,
 * so these workloads stand for those with any other times.
 */
public final class SmallWorkloads {
    private static final int MOST_JOBS = 3;
    private static final int MOST_CREDITS = 2;
    private static final int HANG_LIMIT = 1;
    private static final long SHORTEST_TIMEOUT = 1_000;
    /** Under fair, GPU time makes every timeout a state of its own, so runs end after a number of timeouts. */
    private static final long TIMEOUTS_UNDER_FAIR = 3;

    /** What fails. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** One job hangs in its first run. */
        HANG,
        /** The hardware refuses one job. */
        REFUSAL,
        /** One job ends with an error. */
        ERROR,
        /** No job hangs, but all of them may take longer than the timeout. */
        LATE,
        /** An entity is closed. */
        CLOSE,
        /** The scheduler is stopped, and started again. */
        STOP,
        /** The entities are closed and the scheduler is torn down. */
        TEARDOWN
    }

    private final Policy policy;
    private final Consumer<Workload> each;

    /** The jobs and what they need, without the fault. */
    private record Shape(
            int limit,
            List<Integer> entities,
            List<Integer> credits,
            List<List<Integer>> dependencies,
            Priority second) {
        int jobs() {
            return entities.size();
        }

        int entityCount() {
            return entities.contains(1) ? 2 : 1;
        }
    }

    private SmallWorkloads(Policy policy, Consumer<Workload> each) {
        this.policy = policy;
        this.each = each;
    }

    /** Makes all of them for one policy, in a fixed order. */
    public static void forEach(Policy policy, Consumer<Workload> each) {
        SmallWorkloads small = new SmallWorkloads(policy, each);
        for (int jobs = 1; jobs <= MOST_JOBS; jobs++) {
            small.shapes(jobs);
        }
    }

    private void shapes(int jobs) {
        for (List<Integer> entities : numbers(jobs, 2)) {
            if (entities.getFirst() != 0) {
                continue;
            }
            for (List<Integer> credits : numbers(jobs, 2)) {
                dependencies(entities, credits.stream().map(each -> each + 1).toList());
            }
        }
    }

    private void dependencies(List<Integer> entities, List<Integer> credits) {
        int jobs = entities.size();
        int pairs = jobs * (jobs - 1) / 2;
        for (int bits = 0; bits < 1 << pairs; bits++) {
            List<List<Integer>> dependencies = new ArrayList<>();
            int bit = 0;
            for (int job = 0; job < jobs; job++) {
                List<Integer> own = new ArrayList<>();
                for (int before = 0; before < job; before++) {
                    if ((bits >> bit++ & 1) != 0) {
                        own.add(before);
                    }
                }
                dependencies.add(own);
            }
            limits(entities, credits, dependencies);
        }
    }

    private void limits(List<Integer> entities, List<Integer> credits, List<List<Integer>> dependencies) {
        List<Priority> seconds =
                entities.contains(1) ? List.of(Priority.NORMAL, Priority.HIGH, Priority.LOW) : List.of(Priority.NORMAL);
        for (Priority second : seconds) {
            for (int limit = 1; limit <= MOST_CREDITS; limit++) {
                faults(new Shape(limit, entities, credits, dependencies, second));
            }
        }
    }

    private void faults(Shape shape) {
        for (Fault fault : Fault.values()) {
            switch (fault) {
                case NONE, STOP, TEARDOWN -> make(shape, fault, -1, OnTimeout.RESET);
                case REFUSAL, ERROR -> {
                    for (int job = 0; job < shape.jobs(); job++) {
                        make(shape, fault, job, OnTimeout.RESET);
                    }
                }
                case CLOSE -> {
                    for (int entity = 0; entity < shape.entityCount(); entity++) {
                        make(shape, fault, entity, OnTimeout.RESET);
                    }
                }
                case LATE -> {
                    for (OnTimeout answer : OnTimeout.values()) {
                        make(shape, fault, -1, answer);
                    }
                }
                case HANG -> {
                    for (int job = 0; job < shape.jobs(); job++) {
                        for (OnTimeout answer : OnTimeout.values()) {
                            make(shape, fault, job, answer);
                        }
                    }
                }
            }
        }
    }

    private void make(Shape shape, Fault fault, int which, OnTimeout answer) {
        boolean timed = fault == Fault.HANG || fault == Fault.LATE;
        SchedulerLine ring = new SchedulerLine(
                "ring0",
                shape.limit,
                timed ? SHORTEST_TIMEOUT : Nanos.NO_LIMIT,
                HANG_LIMIT,
                answer,
                SchedulerLine.OWN_SCORE);
        List<EntityLine> entities = new ArrayList<>();
        entities.add(new EntityLine("entity 0", Priority.NORMAL, List.of(0)));
        if (shape.entityCount() == 2) {
            entities.add(new EntityLine("entity 1", shape.second, List.of(0)));
        }
        List<TimedStep> steps = new ArrayList<>();
        for (int job = 0; job < shape.jobs(); job++) {
            List<Dependency> dependencies = new ArrayList<>();
            for (int before : shape.dependencies.get(job)) {
                dependencies.add(new Dependency.Finished(before));
            }
            GpuWork work = job == which ? work(fault) : GpuWork.of(0);
            steps.add(at(new Step.Push(job, shape.entities.get(job), shape.credits.get(job), work, dependencies)));
        }
        operate(fault, which, entities.size(), steps);
        long until = timed && policy.sharesOneRunQueue() ? TIMEOUTS_UNDER_FAIR * SHORTEST_TIMEOUT : Nanos.NEVER;
        each.accept(new Workload(policy, List.of(ring), entities, List.of(), steps, until));
    }

    private static GpuWork work(Fault fault) {
        return switch (fault) {
            case HANG -> new GpuWork(0, 1, null, null);
            case REFUSAL -> new GpuWork(0, 0, Errno.EINVAL, null);
            case ERROR -> new GpuWork(0, 0, null, Errno.EIO);
            case NONE, LATE, CLOSE, STOP, TEARDOWN -> GpuWork.of(0);
        };
    }

    private static void operate(Fault fault, int which, int entities, List<TimedStep> steps) {
        switch (fault) {
            case CLOSE -> steps.add(at(new Step.Close(which)));
            case STOP -> {
                steps.add(at(new Step.Stop(0)));
                steps.add(at(new Step.Start(0)));
            }
            case TEARDOWN -> {
                for (int entity = 0; entity < entities; entity++) {
                    steps.add(at(new Step.Close(entity)));
                }
                steps.add(at(new Step.Teardown(0)));
            }
            case NONE, HANG, REFUSAL, ERROR, LATE -> {
                // The fault lies in a job.
            }
        }
    }

    private static TimedStep at(Step step) {
        return new TimedStep(0, step);
    }

    /** Returns all lists of a length whose numbers are 0 up to a bound, in order. */
    private static List<List<Integer>> numbers(int length, int bound) {
        List<List<Integer>> lists = List.of(List.of());
        for (int i = 0; i < length; i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> list : lists) {
                for (int number = 0; number < bound; number++) {
                    List<Integer> copy = new ArrayList<>(list);
                    copy.add(number);
                    longer.add(List.copyOf(copy));
                }
            }
            lists = longer;
        }
        return lists;
    }
}
