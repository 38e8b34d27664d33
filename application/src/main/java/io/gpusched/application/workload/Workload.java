package io.gpusched.application.workload;

import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine and what happens to it, as data. Ids are the places in the lists, counted from 0.
 *
 * @param policy the policy of all schedulers that have none of their own
 * @param schedulers the schedulers and the hardware under them
 * @param entities the clients' queues
 * @param fences the names of external fences
 * @param steps what happens, in the order of the file; times may be in any order
 * @param untilNanos the run stops before a timer that is due later; {@link Nanos#NEVER} to run until nothing is left to do
 * @param latency how fast worker, hardware and clients react
 */
public record Workload(
        Policy policy,
        List<SchedulerLine> schedulers,
        List<EntityLine> entities,
        List<String> fences,
        List<TimedStep> steps,
        long untilNanos,
        Latency latency) {
    public Workload {
        schedulers = List.copyOf(schedulers);
        entities = List.copyOf(entities);
        fences = List.copyOf(fences);
        steps = List.copyOf(steps);
    }

    /** A workload on a machine that reacts at once. */
    public Workload(
            Policy policy,
            List<SchedulerLine> schedulers,
            List<EntityLine> entities,
            List<String> fences,
            List<TimedStep> steps,
            long untilNanos) {
        this(policy, schedulers, entities, fences, steps, untilNanos, Latency.NONE);
    }

    /** Returns the same workload on a machine that reacts faster or slower. */
    public Workload withLatency(Latency other) {
        return new Workload(policy, schedulers, entities, fences, steps, untilNanos, other);
    }

    /** Returns the same workload with another policy on every scheduler that has a choice: not on those for one entity. */
    public Workload withPolicy(Policy other) {
        return new Workload(
                other,
                schedulers.stream()
                        .map(line -> isForOneEntity(line) ? line : line.withPolicy(null))
                        .toList(),
                entities,
                fences,
                steps,
                untilNanos,
                latency);
    }

    private static boolean isForOneEntity(SchedulerLine line) {
        return line.policy() != null && line.policy().isForOneEntity();
    }

    /** Returns the policy of a scheduler: its own, or the workload's. */
    public Policy policyOf(SchedulerLine line) {
        return line.policy() == null ? policy : line.policy();
    }

    /** Tells whether a hang on a scheduler that an entity may use from the start makes the entity guilty. */
    public boolean hasGuiltyFlag(EntityLine entity) {
        return entity.schedulers().stream()
                .map(schedulers::get)
                .map(SchedulerLine::recovery)
                .allMatch(plan -> plan == null || plan.guiltyFlag());
    }

    /** Tells whether the ring under a scheduler works on all of its jobs at once. */
    public boolean overlaps(int scheduler) {
        return schedulers.get(scheduler).ring() == RingKind.OVERLAPPING;
    }

    /** Returns the same workload with another credit limit on every scheduler. */
    public Workload withCredits(int credits) {
        return withSchedulers(line -> new SchedulerLine(
                line.name(),
                credits,
                line.timeoutNanos(),
                line.hangLimit(),
                line.onTimeout(),
                line.scoreOf(),
                line.ring(),
                line.policy(),
                line.recovery(),
                line.backend()));
    }

    /** Returns the same workload with another timeout on every scheduler. */
    public Workload withTimeoutNanos(long nanos) {
        return withSchedulers(line -> new SchedulerLine(
                line.name(),
                line.credits(),
                nanos,
                line.hangLimit(),
                line.onTimeout(),
                line.scoreOf(),
                line.ring(),
                line.policy(),
                line.recovery(),
                line.backend()));
    }

    /** Returns the same workload with its entities changed, each in its place. */
    public Workload withEntities(UnaryOperator<EntityLine> change) {
        return new Workload(
                policy, schedulers, entities.stream().map(change).toList(), fences, steps, untilNanos, latency);
    }

    /** Returns the same workload with its schedulers in other reset domains, chosen for each. */
    public Workload withRecovery(Function<SchedulerLine, RecoveryPlan> plan) {
        return withSchedulers(line -> line.withRecovery(plan.apply(line)));
    }

    /** Returns the same workload with another backend under every ring that has none of its own. */
    public Workload withBackend(BackendChoice choice) {
        return withSchedulers(line -> line.backend() == null ? line.withBackend(choice) : line);
    }

    /** Tells whether a run takes real time, since a backend does. */
    public boolean needsRealTime() {
        return schedulers.stream()
                .map(SchedulerLine::backend)
                .anyMatch(choice -> choice != null && choice.needsRealTime());
    }

    /**
     * Makes the backend of one run.
     *
     * @param usual makes the hardware of the rings that name no backend
     * @param site what the run offers to it
     */
    public Backend backend(BackendProvider usual, BackendSite site) {
        return RingBackends.of(this, BackendChoice.of(usual), site);
    }

    private Workload withSchedulers(UnaryOperator<SchedulerLine> change) {
        return new Workload(
                policy, schedulers.stream().map(change).toList(), entities, fences, steps, untilNanos, latency);
    }

    /** Returns how many jobs are pushed if the workload is played to its end. */
    public long jobs() {
        long jobs = 0;
        for (TimedStep timed : steps) {
            if (timed.step() instanceof Step.Push) {
                jobs++;
            } else if (timed.step() instanceof Step.Client client) {
                jobs += (long) client.jobs() * client.cycles();
            } else if (timed.step() instanceof Step.Script script) {
                jobs += script.turns().size();
            }
        }
        return jobs;
    }

    /**
     * Returns when a run of this workload was over: at its end, if it has one, or when nothing more happened.
     *
     * @param lastEventNanos when the last event of the run was
     */
    public long endNanos(long lastEventNanos) {
        return untilNanos == Nanos.NEVER ? lastEventNanos : Math.max(untilNanos, lastEventNanos);
    }

    /** Returns the names of the rings, by the ids of their schedulers. */
    public List<String> rings() {
        return schedulers.stream().map(SchedulerLine::name).toList();
    }

    /** Returns the names of the clients, by the ids of their entities. */
    public List<String> clients() {
        return entities.stream().map(EntityLine::name).toList();
    }

    /**
     * A scheduler and the ring under it.
     *
     * @param name the name of the ring
     * @param credits the credit limit, at least 1
     * @param timeoutNanos the timeout, or {@link Nanos#NO_LIMIT}
     * @param hangLimit hangs before a job is not run again
     * @param onTimeout what the hardware does at a timeout
     * @param scoreOf the id of the earlier scheduler whose score it shares, or -1
     * @param ring how the ring works on its jobs
     * @param policy its own policy, or null for the workload's
     * @param recovery how the driver recovers from a hang, together with the other schedulers whose plan is equal; null if {@code onTimeout}
     *     says it all
     * @param backend the backend that makes its hardware, or null for the usual one
     */
    public record SchedulerLine(
            String name,
            int credits,
            long timeoutNanos,
            int hangLimit,
            OnTimeout onTimeout,
            int scoreOf,
            RingKind ring,
            @Nullable Policy policy,
            @Nullable RecoveryPlan recovery,
            @Nullable BackendChoice backend) {
        /** The {@link #scoreOf} of a scheduler with a score of its own. */
        public static final int OWN_SCORE = -1;

        /** A scheduler with the workload's policy over a ring that takes one job at a time. */
        public SchedulerLine(
                String name, int credits, long timeoutNanos, int hangLimit, OnTimeout onTimeout, int scoreOf) {
            this(name, credits, timeoutNanos, hangLimit, onTimeout, scoreOf, RingKind.SERIAL, null, null, null);
        }

        /** A scheduler whose hardware answers to each timeout in the same way. */
        public SchedulerLine(
                String name,
                int credits,
                long timeoutNanos,
                int hangLimit,
                OnTimeout onTimeout,
                int scoreOf,
                RingKind ring,
                @Nullable Policy policy) {
            this(name, credits, timeoutNanos, hangLimit, onTimeout, scoreOf, ring, policy, null, null);
        }

        /** Returns the same scheduler in a reset domain, or in none. */
        public SchedulerLine withRecovery(@Nullable RecoveryPlan plan) {
            return new SchedulerLine(
                    name, credits, timeoutNanos, hangLimit, onTimeout, scoreOf, ring, policy, plan, backend);
        }

        /** Returns the same scheduler over the hardware of a backend, whose driver recovers in its own way unless this line says how. */
        public SchedulerLine withBackend(BackendChoice choice) {
            RecoveryPlan plan = recovery == null ? choice.provider().recovery(this) : recovery;
            return new SchedulerLine(
                    name, credits, timeoutNanos, hangLimit, onTimeout, scoreOf, ring, policy, plan, choice);
        }

        /** Returns the recovery that the workload describes; null where it describes none, so that its backend decides. */
        public @Nullable RecoveryPlan describedRecovery() {
            return backend != null
                            && backend.provider().recovery(this) != null
                            && Objects.equals(recovery, backend.provider().recovery(this))
                    ? null
                    : recovery;
        }

        /** Returns the backend that makes its hardware. */
        BackendChoice backendOr(BackendChoice usual) {
            return backend == null ? usual : backend;
        }

        private SchedulerLine withPolicy(@Nullable Policy other) {
            return new SchedulerLine(
                    name, credits, timeoutNanos, hangLimit, onTimeout, scoreOf, ring, other, recovery, backend);
        }
    }

    /**
     * An entity.
     *
     * @param name whose it is, for people
     * @param priority its priority at first
     * @param schedulers the ids of the schedulers it may use, in order
     * @param weight its part of the hardware, relative to the other members of its group, 1 to 10,000
     * @param group the group that it belongs to, or null
     */
    public record EntityLine(
            String name,
            Priority priority,
            List<Integer> schedulers,
            int weight,
            @Nullable GroupLine group) {
        public EntityLine {
            schedulers = List.copyOf(schedulers);
        }

        /** An entity of weight 1 that belongs to no group. */
        public EntityLine(String name, Priority priority, List<Integer> schedulers) {
            this(name, priority, schedulers, 1, null);
        }

        /** Returns the weight by which it competes with all the others: that of its outermost group, or its own if it has none. */
        public int outermostWeight() {
            int outermost = weight;
            for (GroupLine each = group; each != null; each = each.parent()) {
                outermost = each.weight();
            }
            return outermost;
        }

        /** Returns the same entity with another name. */
        public EntityLine withName(String other) {
            return new EntityLine(other, priority, schedulers, weight, group);
        }

        /** Returns the same entity with another priority. */
        public EntityLine withPriority(Priority other) {
            return new EntityLine(name, other, schedulers, weight, group);
        }

        /** Returns the same entity with other schedulers. */
        public EntityLine withSchedulers(List<Integer> other) {
            return new EntityLine(name, priority, other, weight, group);
        }

        /** Returns the same entity with another share. */
        public EntityLine withShare(int otherWeight, @Nullable GroupLine otherGroup) {
            return new EntityLine(name, priority, schedulers, otherWeight, otherGroup);
        }
    }

    /**
     * A group of entities that have one share of the hardware together. Groups of the same name are the same group.
     *
     * @param name its name, unique
     * @param weight its part of the hardware, relative to its siblings, 1 to 10,000
     * @param parent the group that it belongs to, or null
     */
    public record GroupLine(
            String name, int weight, @Nullable GroupLine parent) {}

    /** Returns the groups that have entities, by name, shorter names first, but each behind the one that it belongs to. */
    public List<GroupLine> groups() {
        Map<String, GroupLine> groups = new LinkedHashMap<>();
        entities.stream()
                .map(EntityLine::group)
                .filter(Objects::nonNull)
                .flatMap(each -> Stream.iterate(each, Objects::nonNull, GroupLine::parent))
                .sorted(Comparator.<GroupLine>comparingInt(each -> each.name().length())
                        .thenComparing(GroupLine::name))
                .forEach(each -> addGroup(each, groups));
        return List.copyOf(groups.values());
    }

    private static void addGroup(@Nullable GroupLine group, Map<String, GroupLine> groups) {
        if (group != null && !groups.containsKey(group.name())) {
            addGroup(group.parent(), groups);
            groups.put(group.name(), group);
        }
    }

    /** Tells whether some entities have a weight or a group, so that policies that know weights differ from those that do not. */
    public boolean hasShares() {
        return entities.stream().anyMatch(each -> each.weight() != 1 || each.group() != null)
                || steps.stream()
                        .anyMatch(each ->
                                each.step() instanceof Step.SetWeight || each.step() instanceof Step.SetGroupWeight);
    }

    /**
     * A step at its time.
     *
     * @param atNanos when, from the start
     * @param step what
     */
    public record TimedStep(long atNanos, Step step) {}

    /** Something that happens to the machine from outside. */
    public sealed interface Step {
        /**
         * A client submits a job.
         *
         * @param job its id
         * @param entity the id of the entity
         * @param credits how much of the hardware it takes up
         * @param work what it does there
         * @param dependencies what it waits for, in order
         * @param ring the id of the scheduler that the entity is sent to with this job, or {@link #ANY_RING}; an entity that is not idle
         *     stays where it is
         */
        record Push(long job, int entity, int credits, GpuWork work, List<Dependency> dependencies, int ring)
                implements Step {
            /** The {@link #ring} of a job that goes where the load balancer sends it. */
            public static final int ANY_RING = -1;

            public Push {
                dependencies = List.copyOf(dependencies);
            }

            /** A job that goes where the load balancer sends it. */
            public Push(long job, int entity, int credits, GpuWork work, List<Dependency> dependencies) {
                this(job, entity, credits, work, dependencies, ANY_RING);
            }
        }

        /** An external fence signals, with an error or null. */
        record Signal(int fence, @Nullable Errno error) implements Step {}

        /** An entity gets another priority. */
        record SetPriority(int entity, Priority to) implements Step {}

        /** An entity gets another weight, 1 to 10,000. */
        record SetWeight(int entity, int to) implements Step {}

        /** A group gets another weight, 1 to 10,000. */
        record SetGroupWeight(String group, int to) implements Step {}

        /** An entity gets other schedulers. */
        record SetSchedulers(int entity, List<Integer> to) implements Step {
            public SetSchedulers {
                to = List.copyOf(to);
            }
        }

        /** A scheduler becomes eligible for the load balancer, or not. Case files call it {@code ready}. */
        record SetEligible(int scheduler, boolean to) implements Step {}

        /** Submission is paused. */
        record Stop(int scheduler) implements Step {}

        /** Submission is resumed. */
        record Start(int scheduler) implements Step {}

        /** The hardware reports a fault. */
        record Fault(int scheduler) implements Step {}

        /** An entity is killed. */
        record Close(int entity) implements Step {}

        /** A scheduler is destroyed. */
        record Teardown(int scheduler) implements Step {}

        /**
         * A closed-loop client starts. A cycle pushes {@code jobs} jobs of one credit; with {@code sync} it waits for the last to
         * finish; then it waits {@code waitNanos} and starts the next cycle.
         *
         * @param entity the id of its entity
         * @param firstJob the id of its first job; the others follow on
         * @param jobs jobs in a cycle, at least 1
         * @param jobNanos the duration of each
         * @param waitNanos the pause after a cycle
         * @param sync whether it waits for its jobs
         * @param cycles how many cycles, at least 1
         */
        record Client(int entity, long firstJob, int jobs, long jobNanos, long waitNanos, boolean sync, int cycles)
                implements Step {}

        /**
         * A client starts that has a list of jobs to submit, each after a time of its own; but it waits for its jobs as they go now.
         *
         * @param turns its jobs, in order, at least one; the first is submitted at once
         */
        record Script(List<Turn> turns) implements Step {
            public Script {
                turns = List.copyOf(turns);
                if (turns.isEmpty()) {
                    throw new IllegalArgumentException("a script has at least one turn");
                }
            }
        }

        /**
         * A driver sends a message, to be processed in its turn among run and free work. It does nothing but show in traces.
         *
         * @param scheduler the id of the scheduler it goes to
         * @param message its name
         */
        record Send(int scheduler, String message) implements Step {}
    }

    /**
     * A job of a script.
     *
     * @param push the job
     * @param delayNanos how long the client takes before it submits it, not negative
     * @param awaited which of the client's jobs it waits for before that: 1 for the one before, 2 for the one before that, and so on, until it
     *     is done; 0 for none, so that the time begins when the job before is submitted
     */
    public record Turn(Step.Push push, long delayNanos, int awaited) {
        public Turn {
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative, as " + delayNanos + " ns is");
            }
            if (awaited < 0) {
                throw new IllegalArgumentException("a client waits for earlier jobs, not for " + -awaited + " ahead");
            }
        }

        /** A job that follows the one before it, when that is done or when it was submitted. */
        public Turn(Step.Push push, long delayNanos, boolean afterDone) {
            this(push, delayNanos, afterDone ? 1 : 0);
        }
    }

    /** What a job waits for. A job that is not there yet will be waited for, too. */
    public sealed interface Dependency {
        /** Another job has finished. */
        record Finished(long job) implements Dependency {}

        /** Another job was given to the hardware. */
        record Scheduled(long job) implements Dependency {}

        /** An external fence has signalled. */
        record External(int fence) implements Dependency {}
    }
}
