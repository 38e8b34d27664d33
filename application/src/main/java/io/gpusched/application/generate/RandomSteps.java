package io.gpusched.application.generate;

import io.gpusched.application.generate.Flavour.Ingredient;
import io.gpusched.application.generate.WorkloadGenerator.Dice;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Draws the steps of one workload, one after another, and never one that the rules forbid at that point. */
final class RandomSteps {
    private static final List<Integer> DURATIONS = List.of(0, 1, 2, 3, 5, 5, 10, 10, 20, 25, 40, 60);
    private static final List<Integer> GAPS = List.of(0, 0, 0, 0, 1, 1, 2, 5, 9, 15, 30, 60);
    private static final List<Integer> WAITS = List.of(0, 1, 5, 10, 33);
    private static final List<Integer> HANGS = List.of(1, 1, 2, 3, 5);
    private static final List<Errno> RUN_ERRORS = List.of(Errno.EIO, new Errno(12), Errno.ENODEV, Errno.EINVAL);
    private static final List<Errno> HARDWARE_ERRORS = List.of(Errno.EIO, Errno.ETIMEDOUT, Errno.ECANCELED);
    private static final List<Ingredient> KINDS = List.copyOf(EnumSet.range(Ingredient.CLIENT, Ingredient.TEARDOWN));
    private static final long MICRO = 1_000;

    private final Dice dice;
    private final Flavour flavour;
    private final List<TimedStep> steps = new ArrayList<>();
    private final List<Integer> durations;
    private final List<Integer> openEntities = new ArrayList<>();
    private final List<Integer> liveSchedulers = new ArrayList<>();
    private final List<Integer> silentFences = new ArrayList<>();
    private final List<Long> pushed = new ArrayList<>();
    private final List<List<Integer>> listed = new ArrayList<>();
    private final List<Set<Integer>> everListed = new ArrayList<>();
    private final Set<Integer> clients = new TreeSet<>();
    private final Set<Integer> ineligible = new TreeSet<>();
    private final List<@Nullable GroupLine> groups = new ArrayList<>();
    private final int fences;
    private final boolean weighted;
    private long nextJob;
    private long micros;

    RandomSteps(
            Dice dice,
            Flavour flavour,
            List<SchedulerLine> schedulers,
            List<EntityLine> entities,
            int fences,
            boolean weighted) {
        this.dice = dice;
        this.weighted = weighted;
        this.flavour = flavour;
        this.fences = fences;
        this.durations = dice.percent(50) ? DURATIONS : List.of(dice.of(DURATIONS), dice.of(DURATIONS));
        for (int i = 0; i < schedulers.size(); i++) {
            liveSchedulers.add(i);
        }
        for (int i = 0; i < entities.size(); i++) {
            openEntities.add(i);
            groups.add(entities.get(i).group());
            listed.add(entities.get(i).schedulers());
            everListed.add(new TreeSet<>(entities.get(i).schedulers()));
        }
        for (int i = 0; i < fences; i++) {
            silentFences.add(i);
        }
    }

    List<TimedStep> make(int size) {
        boolean atOnce = dice.percent(10);
        while (steps.size() < size && !openEntities.isEmpty()) {
            micros += atOnce ? 0 : dice.of(GAPS);
            Ingredient kind = kind();
            if (kind == null) {
                push();
            } else {
                make(kind);
            }
        }
        finish();
        return List.copyOf(steps);
    }

    /** Returns the time of the last step, in microseconds. */
    long lastMicros() {
        return micros;
    }

    private @Nullable Ingredient kind() {
        int thrown = dice.upTo(99);
        for (Ingredient each : KINDS) {
            thrown -= flavour.percentageOf(each);
            if (thrown < 0) {
                return each;
            }
        }
        return null;
    }

    private void make(Ingredient kind) {
        switch (kind) {
            case CLIENT -> client();
            case SIGNAL_FENCE -> signal();
            case PRIORITY -> {
                if (weighted && dice.percent(50)) {
                    weight();
                } else {
                    add(new Step.SetPriority(dice.upTo(listed.size() - 1), dice.of(List.of(Priority.values()))));
                }
            }
            case SCHEDULERS -> schedulers();
            case ELIGIBLE -> eligible();
            case STOP -> add(new Step.Stop(dice.of(liveSchedulers)));
            case START -> add(new Step.Start(dice.of(liveSchedulers)));
            case FAULT -> add(new Step.Fault(dice.of(liveSchedulers)));
            case CLOSE_ENTITY -> close(dice.of(openEntities));
            case TEARDOWN -> tearDown(dice.of(liveSchedulers));
            case TIMEOUT, HANG, ERROR, DEPENDENCY, DISORDER ->
                throw new IllegalArgumentException(kind + " is no kind of step");
        }
    }

    private void weight() {
        int to = dice.of(WorkloadGenerator.WEIGHTS);
        int entity = dice.upTo(listed.size() - 1);
        @Nullable GroupLine group = groups.get(entity);
        add(
                group == null || dice.percent(50)
                        ? new Step.SetWeight(entity, to)
                        : new Step.SetGroupWeight(group.name(), to));
    }

    private void add(Step step) {
        steps.add(new TimedStep(micros * MICRO, step));
    }

    private void push() {
        int entity = dice.of(openEntities);
        int count = dice.percent(30) ? dice.between(2, 6) : 1;
        for (int i = 0; i < count; i++) {
            List<Dependency> dependencies = new ArrayList<>();
            while (dependencies.size() < 5 && dice.percent(flavour.percentageOf(Ingredient.DEPENDENCY))) {
                addDependency(dependencies);
            }
            int credits = dice.percent(75) ? 1 : dice.between(2, 4);
            add(new Step.Push(nextJob, entity, credits, work(), dependencies));
            pushed.add(nextJob++);
        }
    }

    private GpuWork work() {
        boolean fails = dice.percent(flavour.percentageOf(Ingredient.ERROR));
        boolean atOnce = dice.percent(50);
        return new GpuWork(
                dice.of(durations) * MICRO,
                dice.percent(flavour.percentageOf(Ingredient.HANG)) ? dice.of(HANGS) : 0,
                fails && atOnce ? dice.of(RUN_ERRORS) : null,
                fails && !atOnce ? dice.of(HARDWARE_ERRORS) : null);
    }

    private void addDependency(List<Dependency> to) {
        if (fences > 0 && (pushed.isEmpty() || dice.percent(30))) {
            to.add(new Dependency.External(dice.upTo(fences - 1)));
        } else if (!pushed.isEmpty()) {
            // Mostly a late job: an early one has finished, and waiting for it shows nothing.
            int from = dice.percent(70) ? Math.max(0, pushed.size() - 8) : 0;
            long job = pushed.get(dice.between(from, pushed.size() - 1));
            to.add(dice.percent(70) ? new Dependency.Finished(job) : new Dependency.Scheduled(job));
        }
    }

    private void client() {
        int entity = dice.of(openEntities);
        int jobs = dice.between(1, 3);
        int cycles = dice.between(1, 6);
        add(new Step.Client(
                entity, nextJob, jobs, dice.of(durations) * MICRO, dice.of(WAITS) * MICRO, dice.percent(50), cycles));
        for (int i = 0; i < jobs; i++) {
            pushed.add(nextJob + i);
        }
        nextJob += (long) jobs * cycles;
        clients.add(entity);
    }

    private void signal() {
        if (!silentFences.isEmpty()) {
            Integer fence = dice.of(silentFences);
            silentFences.remove((Object) fence);
            add(new Step.Signal(fence, dice.percent(25) ? dice.of(HARDWARE_ERRORS) : null));
        }
    }

    private void schedulers() {
        int entity = dice.of(openEntities);
        List<Integer> to = dice.someOf(liveSchedulers.size()).stream()
                .map(liveSchedulers::get)
                .toList();
        listed.set(entity, to);
        everListed.get(entity).addAll(to);
        if (ineligible.containsAll(to)) {
            // Whoever is given a list picks from it: something must be eligible.
            add(new Step.SetEligible(to.getFirst(), true));
            ineligible.remove(to.getFirst());
        }
        add(new Step.SetSchedulers(entity, to));
    }

    private void eligible() {
        int scheduler = dice.of(liveSchedulers);
        ineligible.remove(scheduler);
        boolean to = dice.percent(50) || isNeeded(scheduler);
        if (!to) {
            ineligible.add(scheduler);
        }
        add(new Step.SetEligible(scheduler, to));
    }

    /** Tells whether an entity would have no eligible scheduler to pick without this one. */
    private boolean isNeeded(int scheduler) {
        for (int entity : openEntities) {
            boolean other =
                    listed.get(entity).stream().anyMatch(each -> each != scheduler && !ineligible.contains(each));
            if (!other && listed.get(entity).contains(scheduler)) {
                return true;
            }
        }
        return false;
    }

    private void close(Integer entity) {
        if (!clients.contains(entity)) {
            openEntities.remove((Object) entity);
            add(new Step.Close(entity));
        }
    }

    private void tearDown(Integer scheduler) {
        List<Integer> users = openEntities.stream()
                .filter(each -> everListed.get(each).contains(scheduler))
                .toList();
        if (liveSchedulers.size() > 1 && users.stream().noneMatch(clients::contains)) {
            users.forEach(this::close);
            liveSchedulers.remove((Object) scheduler);
            add(new Step.Teardown(scheduler));
        }
    }

    /** Most workloads end as a well-behaved machine would leave them; the rest stop in the middle of things. */
    private void finish() {
        if (dice.percent(60)) {
            micros += dice.of(GAPS);
            liveSchedulers.forEach(each -> add(new Step.Start(each)));
            while (!silentFences.isEmpty() && dice.percent(80)) {
                signal();
            }
        }
        if (dice.percent(25)) {
            List.copyOf(openEntities).forEach(this::close);
            if (openEntities.isEmpty()) {
                List.copyOf(liveSchedulers).forEach(each -> add(new Step.Teardown(each)));
            }
        }
    }
}
