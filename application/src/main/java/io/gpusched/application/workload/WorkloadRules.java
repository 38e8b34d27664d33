package io.gpusched.application.workload;

import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.sched.EntityGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The rules that a workload must keep before anything plays it. A file can be well written and break one of these all the same: a line may name an
 * entity that is closed by then. Every reader of workloads asks, whatever the form of its input.
 *
 * <p>There are two degrees. {@link #unplayable} holds what no player can do, such as starting a scheduler that was torn down. {@link
 * #brokenBy} adds what Linux leaves open, such as a job of a killed process: a case, which is compared with Linux, keeps to all rules. In a
 * scenario or a recording a client may well go on when its entity is closed; what it submits is then refused.
 */
public final class WorkloadRules {
    private final Workload workload;
    private final boolean strict;
    private final List<BrokenRule> broken = new ArrayList<>();
    private final List<Set<Integer>> everListed = new ArrayList<>();
    private final List<List<Integer>> listed = new ArrayList<>();
    private final Set<Integer> choosing = new TreeSet<>();
    private final Set<Integer> clients = new TreeSet<>();
    private final Set<Integer> closed = new TreeSet<>();
    private final Set<Integer> tornDown = new TreeSet<>();
    private final Set<Integer> ineligible = new TreeSet<>();
    private final Set<Integer> signaled = new TreeSet<>();
    private final IdRanges pushed = new IdRanges();
    private final IdRanges ids = new IdRanges();
    private int step = BrokenRule.MACHINE;

    private WorkloadRules(Workload workload, boolean strict) {
        this.workload = workload;
        this.strict = strict;
    }

    /**
     * Returns all rules that a workload breaks, in the order of its times; none if Linux says what happens in it.
     *
     * @param workload any workload
     */
    public static List<BrokenRule> brokenBy(Workload workload) {
        return new WorkloadRules(workload, true).check();
    }

    /**
     * Returns the rules that a workload breaks and without which nobody can play it, in the order of its times.
     *
     * @param workload any workload
     */
    public static List<BrokenRule> unplayable(Workload workload) {
        return new WorkloadRules(workload, false).check();
    }

    private List<BrokenRule> check() {
        checkMachine();
        if (broken.isEmpty()) {
            if (!strict) {
                workload.steps().forEach(timed -> noteJobs(timed.step()));
            }
            List<TimedStep> steps = workload.steps();
            IntStream.range(0, steps.size())
                    .boxed()
                    .sorted(Comparator.comparingLong(index -> steps.get(index).atNanos()))
                    .forEach(index -> {
                        step = index;
                        check(steps.get(index).step());
                    });
        }
        return List.copyOf(broken);
    }

    /** A player gives a job that comes later a stand-in, so that it only has to come at some time. */
    private void noteJobs(Step step) {
        switch (step) {
            case Step.Push push -> note(push);
            case Step.Client client -> pushed.add(client.firstJob(), client.jobs());
            case Step.Script script -> script.turns().forEach(turn -> note(turn.push()));
            default -> {
                // Pushes nothing.
            }
        }
    }

    private void note(Step.Push push) {
        pushed.add(push.job(), 1);
        if (isEntity(push.entity()) && isScheduler(push.ring())) {
            everListed.get(push.entity()).add(push.ring());
        }
    }

    private void checkGroups() {
        for (GroupLine each : workload.groups()) {
            require(isWeight(each.weight()), "group " + each.name() + " has a weight of 1 to 10000");
        }
        for (EntityLine line : workload.entities()) {
            for (GroupLine each = line.group(); each != null; each = each.parent()) {
                require(workload.groups().contains(each), "group " + each.name() + " is the same wherever it is named");
            }
        }
    }

    private void checkMachine() {
        checkGroups();
        require(!workload.schedulers().isEmpty(), "there is at least one scheduler");
        for (int id = 0; id < workload.schedulers().size(); id++) {
            SchedulerLine line = workload.schedulers().get(id);
            require(line.scoreOf() < id, "scheduler " + id + " shares the score of an earlier one");
            require(line.credits() >= 1, "scheduler " + id + " has a credit");
        }
        for (int id = 0; id < workload.entities().size(); id++) {
            EntityLine line = workload.entities().get(id);
            require(!line.schedulers().isEmpty(), "entity " + id + " has a scheduler");
            require(line.schedulers().stream().allMatch(this::isScheduler), "entity " + id + " has known schedulers");
            require(isWeight(line.weight()), "entity " + id + " has a weight of 1 to 10000");
            everListed.add(new TreeSet<>(line.schedulers()));
            listed.add(line.schedulers());
            if (line.schedulers().size() > 1) {
                choosing.add(id);
            }
        }
    }

    private static boolean isWeight(int weight) {
        return weight >= 1 && weight <= EntityGroup.MAX_WEIGHT;
    }

    private void check(Step step) {
        switch (step) {
            case Step.Push push -> push(push);
            case Step.Client client -> client(client);
            case Step.Script script -> script.turns().forEach(turn -> push(turn.push()));
            case Step.Signal signal -> {
                require(isFence(signal.fence()), "a fence is known before it signals");
                require(signaled.add(signal.fence()), "fence " + signal.fence() + " signals once");
            }
            // Linux takes a new priority of a closed entity, and nothing comes of it.
            case Step.SetPriority set ->
                require(isEntity(set.entity()), "entity " + set.entity() + " is known when its priority changes");
            case Step.SetWeight set -> {
                require(isEntity(set.entity()), "entity " + set.entity() + " is known when its weight changes");
                require(isWeight(set.to()), "a weight is 1 to 10000, not " + set.to());
            }
            case Step.SetGroupWeight set -> {
                require(
                        workload.groups().stream().anyMatch(each -> each.name().equals(set.group())),
                        "group " + set.group() + " is known when its weight changes");
                require(isWeight(set.to()), "a weight is 1 to 10000, not " + set.to());
            }
            case Step.SetSchedulers set -> openEntity(set.entity(), id -> setSchedulers(id, set.to()));
            case Step.SetEligible set -> liveScheduler(set.scheduler(), id -> setEligible(id, set.to()));
            case Step.Stop stop -> liveScheduler(stop.scheduler(), id -> {});
            case Step.Start start -> liveScheduler(start.scheduler(), id -> {});
            case Step.Send send -> liveScheduler(send.scheduler(), id -> {});
            case Step.Fault fault -> liveScheduler(fault.scheduler(), id -> {});
            case Step.Close close -> openEntity(close.entity(), this::close);
            case Step.Teardown teardown -> liveScheduler(teardown.scheduler(), this::tearDown);
        }
    }

    private void push(Step.Push push) {
        submitter(push.entity());
        require(push.credits() >= 1, "job " + push.job() + " takes a credit");
        require(
                push.ring() == Step.Push.ANY_RING || isScheduler(push.ring()),
                "job " + push.job() + " goes to a known scheduler");
        for (Dependency each : push.dependencies()) {
            switch (each) {
                case Dependency.Finished other -> requirePushed(other.job());
                case Dependency.Scheduled other -> requirePushed(other.job());
                case Dependency.External external ->
                    require(isFence(external.fence()), "job " + push.job() + " waits for a known fence");
            }
        }
        requireNew(push.job(), 1);
        if (strict) {
            pushed.add(push.job(), 1);
        }
    }

    private void client(Step.Client client) {
        submitter(client.entity());
        boolean fine = client.jobs() >= 1 && client.cycles() >= 1;
        require(fine, "a client has jobs and cycles");
        if (fine) {
            requireNew(client.firstJob(), (long) client.jobs() * client.cycles());
            pushed.add(client.firstJob(), client.jobs());
        }
        clients.add(client.entity());
    }

    private void submitter(int entity) {
        if (strict) {
            openEntity(entity, this::requireEligible);
        } else {
            require(isEntity(entity), "entity " + entity + " is known when it submits");
        }
    }

    private void setSchedulers(int entity, List<Integer> to) {
        require(!to.isEmpty(), "entity " + entity + " keeps a scheduler");
        to.forEach(each -> liveScheduler(each, id -> everListed.get(entity).add(id)));
        listed.set(entity, to);
        choosing.add(entity);
        if (strict && clients.contains(entity)) {
            requireEligible(entity);
        }
    }

    private void setEligible(int scheduler, boolean eligible) {
        if (eligible) {
            ineligible.remove(scheduler);
        } else {
            ineligible.add(scheduler);
            if (strict) {
                clients.forEach(this::requireEligible);
            }
        }
    }

    private void close(int entity) {
        require(
                !strict || !clients.contains(entity),
                "entity " + entity + " is not closed, since a client may use it at any time");
        closed.add(entity);
    }

    private void tearDown(int scheduler) {
        for (int entity = 0; entity < listed.size(); entity++) {
            require(
                    closed.contains(entity) || !everListed.get(entity).contains(scheduler),
                    "entity " + entity + " is closed before scheduler " + scheduler + " is torn down");
        }
        tornDown.add(scheduler);
    }

    private void requireEligible(int entity) {
        boolean canPick = listed.get(entity).stream().anyMatch(each -> !ineligible.contains(each));
        require(
                canPick || !choosing.contains(entity),
                "entity " + entity + " has an eligible scheduler when it picks one");
    }

    private void requireNew(long firstJob, long count) {
        require(
                ids.add(firstJob, count),
                "job " + firstJob + " is pushed once" + (count == 1 ? "" : ", and those after it"));
    }

    private void requirePushed(long job) {
        require(
                pushed.contains(job),
                "job " + job + (strict ? " is pushed before a job waits for it" : " is pushed if a job waits for it"));
    }

    private void openEntity(int id, IntConsumer then) {
        boolean fine = isEntity(id) && !closed.contains(id);
        require(fine, "entity " + id + " is known and open when a line names it");
        if (fine) {
            then.accept(id);
        }
    }

    private void liveScheduler(int id, IntConsumer then) {
        boolean fine = isScheduler(id) && !tornDown.contains(id);
        require(fine, "scheduler " + id + " is known and not torn down when a line names it");
        if (fine) {
            then.accept(id);
        }
    }

    private boolean isEntity(int id) {
        return id >= 0 && id < listed.size();
    }

    private boolean isScheduler(int id) {
        return id >= 0 && id < workload.schedulers().size();
    }

    private boolean isFence(int id) {
        return id >= 0 && id < workload.fences().size();
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            broken.add(new BrokenRule(step, rule));
        }
    }
}
