package io.gpusched.application.generate;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves schedulers, entities and external fences out of a workload. The ids of those behind them move up, and steps that are about
 * something that is gone are gone as well.
 *
 * @param schedulers the new id of each scheduler, or {@link #GONE}
 * @param entities the new id of each entity
 * @param fences the new id of each fence
 */
record Renumbering(List<Integer> schedulers, List<Integer> entities, List<Integer> fences) {
    /** The new id of something that is left out. */
    static final int GONE = -1;

    Renumbering {
        schedulers = List.copyOf(schedulers);
        entities = List.copyOf(entities);
        fences = List.copyOf(fences);
    }

    static Workload withoutScheduler(Workload from, int gone) {
        List<Integer> schedulers = without(gone, from.schedulers().size());
        List<Integer> entities = new ArrayList<>();
        int next = 0;
        for (EntityLine line : from.entities()) {
            boolean homeless = line.schedulers().stream().allMatch(id -> id == gone);
            entities.add(homeless ? GONE : next++);
        }
        return new Renumbering(schedulers, entities, all(from.fences().size())).apply(from);
    }

    static Workload withoutEntity(Workload from, int gone) {
        return new Renumbering(
                        all(from.schedulers().size()),
                        without(gone, from.entities().size()),
                        all(from.fences().size()))
                .apply(from);
    }

    static Workload withoutFence(Workload from, int gone) {
        return new Renumbering(
                        all(from.schedulers().size()),
                        all(from.entities().size()),
                        without(gone, from.fences().size()))
                .apply(from);
    }

    private static List<Integer> all(int count) {
        return without(count, count);
    }

    private static List<Integer> without(int gone, int count) {
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            ids.add(id == gone ? GONE : id > gone ? id - 1 : id);
        }
        return ids;
    }

    private Workload apply(Workload from) {
        List<SchedulerLine> newSchedulers = new ArrayList<>();
        for (int id = 0; id < schedulers.size(); id++) {
            if (schedulers.get(id) != GONE) {
                newSchedulers.add(renumbered(from.schedulers().get(id), id));
            }
        }
        List<EntityLine> newEntities = new ArrayList<>();
        for (int id = 0; id < entities.size(); id++) {
            if (entities.get(id) != GONE) {
                newEntities.add(renumbered(from.entities().get(id), id));
            }
        }
        long kept = fences.stream().filter(id -> id != GONE).count();
        List<TimedStep> steps = new ArrayList<>();
        for (TimedStep timed : from.steps()) {
            Step step = renumbered(timed.step());
            if (step != null) {
                steps.add(new TimedStep(timed.atNanos(), step));
            }
        }
        Workload machine = new Workload(
                from.policy(),
                newSchedulers,
                newEntities,
                from.fences().subList(0, (int) kept),
                List.of(),
                from.untilNanos(),
                from.latency());
        steps.removeIf(each -> each.step() instanceof Step.SetGroupWeight set
                && machine.groups().stream().noneMatch(group -> group.name().equals(set.group())));
        return WorkloadEdits.withSteps(machine, steps);
    }

    /** A name that only says the number says the new one; any other is kept. */
    private static String renamed(String name, String kind, int from, int to) {
        return name.equals(kind + from) ? kind + to : name;
    }

    private SchedulerLine renumbered(SchedulerLine line, int id) {
        boolean shares = line.scoreOf() != SchedulerLine.OWN_SCORE && schedulers.get(line.scoreOf()) != GONE;
        return new SchedulerLine(
                renamed(line.name(), "ring", id, schedulers.get(id)),
                line.credits(),
                line.timeoutNanos(),
                line.hangLimit(),
                line.onTimeout(),
                shares ? schedulers.get(line.scoreOf()) : SchedulerLine.OWN_SCORE,
                line.ring(),
                line.policy(),
                line.recovery(),
                line.backend());
    }

    private EntityLine renumbered(EntityLine line, int id) {
        return line.withName(renamed(line.name(), "entity ", id, entities.get(id)))
                .withSchedulers(remaining(line.schedulers()));
    }

    private List<Integer> remaining(List<Integer> ids) {
        return ids.stream().map(schedulers::get).filter(id -> id != GONE).toList();
    }

    private @Nullable Step renumbered(Step step) {
        return switch (step) {
            case Step.Push push -> push(push);
            case Step.Client client -> client(client);
            case Step.Script script -> script(script);
            case Step.Signal signal -> {
                int fence = fences.get(signal.fence());
                yield fence == GONE ? null : new Step.Signal(fence, signal.error());
            }
            case Step.SetPriority set -> {
                int entity = entities.get(set.entity());
                yield entity == GONE ? null : new Step.SetPriority(entity, set.to());
            }
            case Step.SetWeight set -> {
                int entity = entities.get(set.entity());
                yield entity == GONE ? null : new Step.SetWeight(entity, set.to());
            }
            case Step.SetGroupWeight set -> set;
            case Step.SetSchedulers set -> {
                int entity = entities.get(set.entity());
                List<Integer> to = remaining(set.to());
                yield entity == GONE || to.isEmpty() ? null : new Step.SetSchedulers(entity, to);
            }
            case Step.Close close -> {
                int entity = entities.get(close.entity());
                yield entity == GONE ? null : new Step.Close(entity);
            }
            case Step.SetEligible set -> {
                int scheduler = schedulers.get(set.scheduler());
                yield scheduler == GONE ? null : new Step.SetEligible(scheduler, set.to());
            }
            case Step.Stop stop -> {
                int scheduler = schedulers.get(stop.scheduler());
                yield scheduler == GONE ? null : new Step.Stop(scheduler);
            }
            case Step.Start start -> {
                int scheduler = schedulers.get(start.scheduler());
                yield scheduler == GONE ? null : new Step.Start(scheduler);
            }
            case Step.Fault fault -> {
                int scheduler = schedulers.get(fault.scheduler());
                yield scheduler == GONE ? null : new Step.Fault(scheduler);
            }
            case Step.Send send -> {
                int scheduler = schedulers.get(send.scheduler());
                yield scheduler == GONE ? null : new Step.Send(scheduler, send.message());
            }
            case Step.Teardown teardown -> {
                int scheduler = schedulers.get(teardown.scheduler());
                yield scheduler == GONE ? null : new Step.Teardown(scheduler);
            }
        };
    }

    private @Nullable Step script(Step.Script script) {
        List<Turn> turns = new ArrayList<>();
        for (Turn turn : script.turns()) {
            Step.Push push = push(turn.push());
            if (push != null) {
                turns.add(new Turn(push, turn.delayNanos(), turn.awaited()));
            }
        }
        return turns.isEmpty() ? null : new Step.Script(turns);
    }

    private Step.@Nullable Push push(Step.Push push) {
        int entity = entities.get(push.entity());
        if (entity == GONE) {
            return null;
        }
        List<Dependency> dependencies = new ArrayList<>();
        for (Dependency each : push.dependencies()) {
            if (!(each instanceof Dependency.External external)) {
                dependencies.add(each);
            } else if (fences.get(external.fence()) != GONE) {
                dependencies.add(new Dependency.External(fences.get(external.fence())));
            }
        }
        return new Step.Push(push.job(), entity, push.credits(), push.work(), dependencies);
    }

    private @Nullable Step client(Step.Client client) {
        int entity = entities.get(client.entity());
        return entity == GONE
                ? null
                : new Step.Client(
                        entity,
                        client.firstJob(),
                        client.jobs(),
                        client.jobNanos(),
                        client.waitNanos(),
                        client.sync(),
                        client.cycles());
    }
}
