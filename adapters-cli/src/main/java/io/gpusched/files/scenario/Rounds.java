package io.gpusched.files.scenario;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.files.scenario.ClientPlan.FaultPlan;
import io.gpusched.files.scenario.ClientPlan.JobPlan;
import io.gpusched.files.scenario.ClientPlan.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.apache.commons.rng.JumpableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Draws what clients submit. All randomness of a scenario is here, and all of it is used before the run begins, so the run is plain data.
 *
 * <p>Each copy of each client has a stream of its own, 2^128 numbers from the next one: another client at the end of the list, or another
 * job in a round, leaves the streams of the others as they were.
 */
final class Rounds {
    static final int MAX_JOBS = 500_000;
    private final JumpableUniformRandomProvider streams;
    private final long untilNanos;
    private final NodeProblems problems;
    private final IntPredicate oneAtATime;
    private final List<TimedStep> steps;
    private final long mostJobs;
    private long nextJob;

    /**
     * Makes a source of rounds.
     *
     * @param untilNanos no round begins later
     * @param steps where what is submitted is added
     * @param firstJob the id of the first job
     * @param oneAtATime tells of an entity, by id, whether it has one ring and that runs one job at a time
     */
    Rounds(
            long seed,
            long untilNanos,
            List<TimedStep> steps,
            long firstJob,
            IntPredicate oneAtATime,
            NodeProblems problems) {
        this.streams = (JumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP.create(seed);
        this.untilNanos = untilNanos;
        this.steps = steps;
        this.nextJob = firstJob;
        this.mostJobs = firstJob + MAX_JOBS;
        this.oneAtATime = oneAtATime;
        this.problems = problems;
    }

    /** Draws all that a client submits. */
    void add(ClientPlan client) {
        for (int copy = 0; copy < client.copies() && nextJob <= mostJobs; copy++) {
            new Copy(client, copy, streams.jump()).addRounds();
        }
        if (nextJob > mostJobs) {
            problems.add(
                    client.at(),
                    "the clients up to this one would submit more than " + MAX_JOBS
                            + " jobs; expected fewer rounds, longer pauses or a shorter duration");
        }
    }

    /** One copy of a client. */
    private final class Copy {
        private final ClientPlan client;
        private final int number;
        private final UniformRandomProvider random;
        private final List<LongSupplier> durations;
        private final List<Long> firstOfPlan = new ArrayList<>();
        private long jobs;

        Copy(ClientPlan client, int number, UniformRandomProvider random) {
            this.client = client;
            this.number = number;
            this.random = random;
            this.durations = client.jobs().stream()
                    .map(job -> job.duration().from(random))
                    .toList();
        }

        void addRounds() {
            long start = client.start().from(random).getAsLong();
            switch (client.pace()) {
                case Pace.Open open -> addOpen(start, open.every().from(random));
                case Pace.Closed closed -> addClosed(start, closed.pause().from(random));
            }
        }

        private void addOpen(long start, LongSupplier every) {
            long at = start;
            for (long round = 0; round < client.rounds() && at <= untilNanos && nextJob <= mostJobs; round++) {
                for (Step.Push push : round()) {
                    steps.add(new TimedStep(at, push));
                }
                at += every.getAsLong();
            }
        }

        /** No round can begin before the last job of the one before is done, so those that do not fit are left out. */
        private void addClosed(long start, LongSupplier pauses) {
            List<Turn> turns = new ArrayList<>();
            long earliest = start;
            long pause = 0;
            for (long round = 0; round < client.rounds() && earliest <= untilNanos && nextJob <= mostJobs; round++) {
                List<Step.Push> pushes = round();
                for (Step.Push push : pushes) {
                    boolean isFirst = push == pushes.getFirst();
                    turns.add(new Turn(push, isFirst ? pause : 0, isFirst && round > 0));
                }
                pause = pauses.getAsLong();
                earliest += pause + leastNanos(pushes);
            }
            if (!turns.isEmpty()) {
                steps.add(new TimedStep(start, new Step.Script(turns)));
            }
        }

        /** The jobs of one entity run in order, so on a ring that runs one at a time the last one is done after all of them. */
        private long leastNanos(List<Step.Push> pushes) {
            Step.Push last = pushes.getLast();
            if (!oneAtATime.test(last.entity())) {
                return last.work().durationNanos();
            }
            return pushes.stream()
                    .filter(each ->
                            each.entity() == last.entity() && each.work().runError() == null)
                    .mapToLong(each -> each.work().durationNanos())
                    .sum();
        }

        private List<Step.Push> round() {
            List<Step.Push> pushes = new ArrayList<>();
            firstOfPlan.clear();
            for (int plan = 0; plan < client.jobs().size(); plan++) {
                JobPlan job = client.jobs().get(plan);
                firstOfPlan.add(nextJob);
                for (int i = 0; i < job.count() && nextJob <= mostJobs; i++) {
                    long nanos = durations.get(plan).getAsLong();
                    pushes.add(new Step.Push(
                            nextJob++,
                            job.entities().get(number),
                            job.credits(),
                            work(nanos, job.request()),
                            dependencies(job)));
                }
            }
            return pushes;
        }

        private List<Dependency> dependencies(JobPlan job) {
            List<Dependency> dependencies = new ArrayList<>();
            for (int plan : job.afterJobs()) {
                for (int i = 0; i < client.jobs().get(plan).count(); i++) {
                    dependencies.add(new Dependency.Finished(firstOfPlan.get(plan) + i));
                }
            }
            job.afterFences().forEach(fence -> dependencies.add(new Dependency.External(fence)));
            return dependencies;
        }

        private GpuWork work(long nanos, WorkRequest request) {
            jobs++;
            for (FaultPlan fault : client.faults()) {
                if (fault.nth() == 0 ? random.nextDouble() < fault.probability() : fault.nth() == jobs) {
                    return new GpuWork(nanos, fault.hangs(), fault.runError(), fault.hardwareError(), request);
                }
            }
            return GpuWork.of(nanos).withRequest(request);
        }
    }
}
