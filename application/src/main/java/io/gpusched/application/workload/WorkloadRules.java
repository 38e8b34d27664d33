package io.gpusched.application.workload;

import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * What a workload must keep to, so that Linux says what happens. A case file can be well written and break one of these all the same: a line
 * may name an entity that is closed by then.
 */
public final class WorkloadRules {
    private final Workload workload;
    private final List<String> broken = new ArrayList<>();
    private final List<Set<Integer>> everListed = new ArrayList<>();
    private final List<List<Integer>> listed = new ArrayList<>();
    private final Set<Integer> choosing = new TreeSet<>();
    private final Set<Integer> clients = new TreeSet<>();
    private final Set<Integer> closed = new TreeSet<>();
    private final Set<Integer> tornDown = new TreeSet<>();
    private final Set<Integer> ineligible = new TreeSet<>();
    private final Set<Integer> signaled = new TreeSet<>();
    private final Set<Long> pushed = new TreeSet<>();
    private final Set<Long> ids = new TreeSet<>();

    private WorkloadRules(Workload workload) {
        this.workload = workload;
    }

    /**
     * Returns the rules that a workload breaks, in words; none if it is fit to be played.
     *
     * @param workload any workload
     */
    public static List<String> brokenBy(Workload workload) {
        WorkloadRules rules = new WorkloadRules(workload);
        rules.checkMachine();
        if (rules.broken.isEmpty()) {
            workload.steps().stream()
                    .sorted(Comparator.comparingLong(TimedStep::atNanos))
                    .forEach(timed -> rules.check(timed.step()));
        }
        return List.copyOf(rules.broken);
    }

    private void checkMachine() {
        require(!workload.schedulers().isEmpty(), "there is at least one scheduler");
        for (int id = 0; id < workload.schedulers().size(); id++) {
            SchedulerLine line = workload.schedulers().get(id);
            require(line.scoreOf() < id, "scheduler " + id + " shares the score of an earlier one");
        }
        for (int id = 0; id < workload.entities().size(); id++) {
            EntityLine line = workload.entities().get(id);
            require(!line.schedulers().isEmpty(), "entity " + id + " has a scheduler");
            require(line.schedulers().stream().allMatch(this::isScheduler), "entity " + id + " has known schedulers");
            everListed.add(new TreeSet<>(line.schedulers()));
            listed.add(line.schedulers());
            if (line.schedulers().size() > 1) {
                choosing.add(id);
            }
        }
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
        openEntity(push.entity(), this::requireEligible);
        require(push.credits() >= 1, "job " + push.job() + " takes a credit");
        for (Dependency each : push.dependencies()) {
            switch (each) {
                case Dependency.Finished other -> requirePushed(other.job());
                case Dependency.Scheduled other -> requirePushed(other.job());
                case Dependency.External external ->
                    require(isFence(external.fence()), "job " + push.job() + " waits for a known fence");
            }
        }
        requireNew(push.job());
        pushed.add(push.job());
    }

    private void client(Step.Client client) {
        openEntity(client.entity(), this::requireEligible);
        require(client.jobs() >= 1 && client.cycles() >= 1, "a client has jobs and cycles");
        long all = (long) client.jobs() * client.cycles();
        for (long i = 0; i < all; i++) {
            requireNew(client.firstJob() + i);
        }
        for (long i = 0; i < client.jobs(); i++) {
            pushed.add(client.firstJob() + i);
        }
        clients.add(client.entity());
    }

    private void setSchedulers(int entity, List<Integer> to) {
        require(!to.isEmpty(), "entity " + entity + " keeps a scheduler");
        to.forEach(each -> liveScheduler(each, id -> everListed.get(entity).add(id)));
        listed.set(entity, to);
        choosing.add(entity);
        if (clients.contains(entity)) {
            requireEligible(entity);
        }
    }

    private void setEligible(int scheduler, boolean eligible) {
        if (eligible) {
            ineligible.remove(scheduler);
        } else {
            ineligible.add(scheduler);
            clients.forEach(this::requireEligible);
        }
    }

    private void close(int entity) {
        require(
                !clients.contains(entity),
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

    private void requireNew(long job) {
        require(ids.add(job), "job " + job + " is pushed once");
    }

    private void requirePushed(long job) {
        require(pushed.contains(job), "job " + job + " is pushed before a job waits for it");
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
            broken.add(rule);
        }
    }
}
