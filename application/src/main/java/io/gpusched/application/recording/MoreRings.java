package io.gpusched.application.recording;

import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts several rings alike in the place of each one; what could use the one may then use all of them, and the load balancer picks. */
final class MoreRings {
    private final Workload from;
    private final int copies;
    private final int rings;

    private MoreRings(Workload from, int copies) {
        this.from = from;
        this.copies = copies;
        this.rings = from.schedulers().size();
    }

    /** Returns the workload with so many rings in the place of each; one that serves a single entity stays alone. */
    static Workload of(Workload from, int copies) {
        return copies == 1 ? from : new MoreRings(from, copies).workload();
    }

    /** The first of each kind keep their ids, and the others follow. */
    private Workload workload() {
        List<SchedulerLine> lines = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (SchedulerLine each : from.schedulers()) {
                lines.add(copied(each, copy));
            }
        }
        List<EntityLine> entities = from.entities().stream()
                .map(each -> each.withSchedulers(choice(each.schedulers())))
                .toList();
        List<TimedStep> steps = new ArrayList<>();
        for (TimedStep each : from.steps()) {
            changed(each.step()).forEach(step -> steps.add(new TimedStep(each.atNanos(), step)));
        }
        return new Workload(from.policy(), lines, entities, from.fences(), steps, from.untilNanos(), latency());
    }

    private Latency latency() {
        SortedMap<Integer, Delay> workers = new TreeMap<>();
        from.latency().ownWorkers().forEach((ring, delay) -> {
            for (int copy = 0; copy < copies; copy++) {
                workers.put(ring + copy * rings, delay);
            }
        });
        return from.latency().withOwnWorkers(workers);
    }

    private SchedulerLine copied(SchedulerLine line, int copy) {
        int score = line.scoreOf() == SchedulerLine.OWN_SCORE ? SchedulerLine.OWN_SCORE : line.scoreOf() + copy * rings;
        return new SchedulerLine(
                copy == 0 ? line.name() : line.name() + "+" + copy,
                line.credits(),
                line.timeoutNanos(),
                line.hangLimit(),
                line.onTimeout(),
                score,
                line.ring(),
                line.policy(),
                line.recovery(),
                line.backend());
    }

    private List<Integer> choice(List<Integer> ids) {
        List<Integer> all = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (int id : ids) {
                if (copy == 0 || !from.policyOf(from.schedulers().get(id)).isForOneEntity()) {
                    all.add(id + copy * rings);
                }
            }
        }
        return all;
    }

    /** What happens to a ring happens to all that stand in its place. */
    private List<Step> changed(Step step) {
        return switch (step) {
            case Step.SetSchedulers set -> List.of(new Step.SetSchedulers(set.entity(), choice(set.to())));
            case Step.SetEligible set ->
                each(set.scheduler()).stream()
                        .map(id -> (Step) new Step.SetEligible(id, set.to()))
                        .toList();
            case Step.Stop stop ->
                each(stop.scheduler()).stream()
                        .map(id -> (Step) new Step.Stop(id))
                        .toList();
            case Step.Start start ->
                each(start.scheduler()).stream()
                        .map(id -> (Step) new Step.Start(id))
                        .toList();
            case Step.Fault fault ->
                each(fault.scheduler()).stream()
                        .map(id -> (Step) new Step.Fault(id))
                        .toList();
            case Step.Teardown teardown ->
                each(teardown.scheduler()).stream()
                        .map(id -> (Step) new Step.Teardown(id))
                        .toList();
            case Step.Send send ->
                each(send.scheduler()).stream()
                        .map(id -> (Step) new Step.Send(id, send.message()))
                        .toList();
            case Step.Push push -> List.of(push);
            case Step.Signal signal -> List.of(signal);
            case Step.SetPriority set -> List.of(set);
            case Step.SetWeight set -> List.of(set);
            case Step.SetGroupWeight set -> List.of(set);
            case Step.Close close -> List.of(close);
            case Step.Client client -> List.of(client);
            case Step.Script script -> List.of(script);
        };
    }

    private List<Integer> each(int scheduler) {
        List<Integer> ids = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            ids.add(scheduler + copy * rings);
        }
        return ids;
    }
}
