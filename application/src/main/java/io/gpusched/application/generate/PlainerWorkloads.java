package io.gpusched.application.generate;

import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workloads that are one step plainer than a given one: something left out, or a number nearer to the plainest. */
final class PlainerWorkloads {
    private final Workload from;
    private final long unitNanos;
    private final List<Workload> variants = new ArrayList<>();

    private PlainerWorkloads(Workload from, long unitNanos) {
        this.from = from;
        this.unitNanos = unitNanos;
    }

    /**
     * Returns the plainer workloads.
     *
     * @param unitNanos of what a time that is made smaller is a multiple
     */
    static List<Workload> of(Workload workload, long unitNanos) {
        PlainerWorkloads plainer = new PlainerWorkloads(workload, unitNanos);
        plainer.ofMachine();
        for (int i = 0; i < workload.steps().size(); i++) {
            plainer.ofStep(i);
        }
        plainer.variants.removeIf(workload::equals);
        return plainer.variants;
    }

    private void ofMachine() {
        variants.add(from.withPolicy(Policies.DEFAULT));
        variants.add(machine(from.schedulers(), from.entities(), Nanos.NEVER));
        if (from.untilNanos() != Nanos.NEVER) {
            variants.add(machine(from.schedulers(), from.entities(), smaller(from.untilNanos())));
        }
        for (int i = 0; i < from.schedulers().size(); i++) {
            ofScheduler(i);
        }
        for (int i = 0; i < from.entities().size(); i++) {
            ofEntity(i);
        }
    }

    private void ofScheduler(int id) {
        SchedulerLine line = from.schedulers().get(id);
        ofRecovery(id, line);
        long timeout = line.timeoutNanos();
        boolean timed = timeout != Nanos.NO_LIMIT;
        scheduler(id, 1, timeout, line.hangLimit(), line.onTimeout(), line.scoreOf());
        scheduler(id, Math.max(1, line.credits() / 2), timeout, line.hangLimit(), line.onTimeout(), line.scoreOf());
        scheduler(id, line.credits(), Nanos.NO_LIMIT, line.hangLimit(), line.onTimeout(), line.scoreOf());
        if (timed) {
            long shorter = Math.max(unitNanos, smaller(timeout));
            scheduler(id, line.credits(), shorter, line.hangLimit(), line.onTimeout(), line.scoreOf());
        }
        scheduler(id, line.credits(), timeout, 0, line.onTimeout(), line.scoreOf());
        scheduler(id, line.credits(), timeout, line.hangLimit(), OnTimeout.SIGNAL, line.scoreOf());
        scheduler(id, line.credits(), timeout, line.hangLimit(), line.onTimeout(), SchedulerLine.OWN_SCORE);
    }

    private void scheduler(int id, int credits, long timeout, int hangLimit, OnTimeout onTimeout, int scoreOf) {
        List<SchedulerLine> lines = new ArrayList<>(from.schedulers());
        SchedulerLine line = lines.get(id);
        lines.set(
                id,
                new SchedulerLine(
                        line.name(),
                        credits,
                        timeout,
                        hangLimit,
                        onTimeout,
                        scoreOf,
                        line.ring(),
                        line.policy(),
                        line.recovery(),
                        line.backend()));
        variants.add(machine(lines, from.entities(), from.untilNanos()));
    }

    /** A scheduler leaves its reset domain, or the whole domain has a step less. */
    private void ofRecovery(int id, SchedulerLine line) {
        RecoveryPlan plan = line.recovery();
        if (plan == null) {
            return;
        }
        List<SchedulerLine> without = new ArrayList<>(from.schedulers());
        without.set(id, line.withRecovery(null));
        variants.add(machine(without, from.entities(), from.untilNanos()));
        for (int i = 0; plan.steps().size() > 1 && i < plan.steps().size(); i++) {
            RecoveryPlan shorter = new RecoveryPlan(
                    plan.name(),
                    without(plan.steps(), i),
                    plan.guiltyFlag(),
                    plan.resubmits(),
                    plan.progressCounts(),
                    plan.forgivenAfterNanos(),
                    plan.backAfterNanos());
            variants.add(machine(
                    from.schedulers().stream()
                            .map(each -> plan.equals(each.recovery()) ? each.withRecovery(shorter) : each)
                            .toList(),
                    from.entities(),
                    from.untilNanos()));
        }
    }

    private void ofEntity(int id) {
        EntityLine line = from.entities().get(id);
        entity(id, Priority.NORMAL, line.schedulers());
        share(id, 1, line.group());
        share(id, line.weight(), line.group() == null ? null : line.group().parent());
        for (int i = 0; line.schedulers().size() > 1 && i < line.schedulers().size(); i++) {
            entity(id, line.priority(), without(line.schedulers(), i));
        }
    }

    private void entity(int id, Priority priority, List<Integer> schedulers) {
        List<EntityLine> lines = new ArrayList<>(from.entities());
        lines.set(id, lines.get(id).withPriority(priority).withSchedulers(schedulers));
        variants.add(machine(from.schedulers(), lines, from.untilNanos()));
    }

    private void share(int id, int weight, @Nullable GroupLine group) {
        List<EntityLine> lines = new ArrayList<>(from.entities());
        lines.set(id, lines.get(id).withShare(weight, group));
        Workload plainer = machine(from.schedulers(), lines, from.untilNanos());
        if (WorkloadRules.brokenBy(plainer).isEmpty()) {
            variants.add(plainer);
        }
    }

    private Workload machine(List<SchedulerLine> schedulers, List<EntityLine> entities, long untilNanos) {
        return new Workload(
                from.policy(), schedulers, entities, from.fences(), from.steps(), untilNanos, from.latency());
    }

    private void ofStep(int index) {
        TimedStep timed = from.steps().get(index);
        step(index, 0, timed.step());
        step(index, smaller(timed.atNanos()), timed.step());
        switch (timed.step()) {
            case Step.Push push -> ofPush(index, push);
            case Step.Client client -> ofClient(index, client);
            case Step.Script script -> ofScript(index, script);
            case Step.Signal signal -> same(index, new Step.Signal(signal.fence(), null));
            case Step.SetSchedulers set -> {
                for (int i = 0; set.to().size() > 1 && i < set.to().size(); i++) {
                    same(index, new Step.SetSchedulers(set.entity(), without(set.to(), i)));
                }
            }
            case Step.SetPriority set -> {}
            case Step.SetWeight set -> {}
            case Step.SetGroupWeight set -> {}
            case Step.SetEligible set -> {}
            case Step.Stop stop -> {}
            case Step.Start start -> {}
            case Step.Send send -> {}
            case Step.Fault fault -> {}
            case Step.Close close -> {}
            case Step.Teardown teardown -> {}
        }
    }

    private void ofPush(int index, Step.Push push) {
        GpuWork work = push.work();
        for (int i = 0; i < push.dependencies().size(); i++) {
            List<Dependency> fewer = without(push.dependencies(), i);
            same(index, new Step.Push(push.job(), push.entity(), push.credits(), work, fewer));
        }
        for (int credits : List.of(1, Math.max(1, push.credits() / 2))) {
            same(index, new Step.Push(push.job(), push.entity(), credits, work, push.dependencies()));
        }
        long duration = work.durationNanos();
        List<GpuWork> plainer = List.of(
                work.withHangs(0),
                work.withHangs(Math.min(1, work.hangs())),
                work.withErrors(null, work.hardwareError()),
                work.withErrors(work.runError(), null),
                work.withDuration(0),
                work.withDuration(smaller(duration)),
                work.withRequest(WorkRequest.NONE));
        for (GpuWork each : plainer) {
            same(index, new Step.Push(push.job(), push.entity(), push.credits(), each, push.dependencies()));
        }
    }

    private void ofScript(int index, Step.Script script) {
        same(index, script.turns().getFirst().push());
        for (int i = 0; script.turns().size() > 1 && i < script.turns().size(); i++) {
            same(index, new Step.Script(without(script.turns(), i)));
        }
    }

    private void ofClient(int index, Step.Client client) {
        GpuWork work = GpuWork.of(client.jobNanos());
        same(index, new Step.Push(client.firstJob(), client.entity(), 1, work, List.of()));
        client(index, client, 1, client.jobNanos(), client.waitNanos(), client.cycles());
        client(index, client, client.jobs(), client.jobNanos(), client.waitNanos(), 1);
        client(index, client, client.jobs(), client.jobNanos(), client.waitNanos(), Math.max(1, client.cycles() - 1));
        client(index, client, client.jobs(), 0, client.waitNanos(), client.cycles());
        client(index, client, client.jobs(), smaller(client.jobNanos()), client.waitNanos(), client.cycles());
        client(index, client, client.jobs(), client.jobNanos(), 0, client.cycles());
    }

    private void client(int index, Step.Client client, int jobs, long jobNanos, long waitNanos, int cycles) {
        same(
                index,
                new Step.Client(client.entity(), client.firstJob(), jobs, jobNanos, waitNanos, client.sync(), cycles));
    }

    private void same(int index, Step step) {
        step(index, from.steps().get(index).atNanos(), step);
    }

    private void step(int index, long atNanos, Step step) {
        List<TimedStep> steps = new ArrayList<>(from.steps());
        steps.set(index, new TimedStep(atNanos, step));
        variants.add(WorkloadEdits.withSteps(from, steps));
    }

    /** Returns a smaller number of whole units: half, and one less when that is little. */
    private long smaller(long nanos) {
        long units = nanos / unitNanos;
        return (units > 8 ? units / 2 : Math.max(0, units - 1)) * unitNanos;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }
}
