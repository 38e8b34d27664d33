package io.gpusched.application.generate;

import io.gpusched.application.generate.Flavour.Ingredient;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes random workloads: the same for the same seed, on every machine. They keep to {@link WorkloadRules}. All times are whole
 * microseconds, and many of them equal, since most trouble comes from things that happen at the same time.
 */
public final class WorkloadGenerator {
    private static final String ALGORITHM = "L64X128MixRandom";
    private static final List<Integer> CREDIT_LIMITS = List.of(1, 1, 2, 2, 3, 4, 5, 8);
    private static final List<Integer> TIMEOUTS = List.of(15, 20, 40, 60, 100, 150, 200, 500);
    static final List<Integer> WEIGHTS = List.of(1, 1, 1, 2, 3, 7, 10_000);
    private static final long MICRO = 1_000;
    /** One seed in so many has reset domains; the seed says which, and not the generator, so that the other workloads stay as they are. */
    private static final int DOMAINS_EVERY = 16;

    private final Dice dice;
    private final Flavour flavour;
    private final Policy policy;
    private final int size;

    private WorkloadGenerator(Dice dice, Flavour flavour, Policy policy, int size) {
        this.dice = dice;
        this.flavour = flavour;
        this.policy = policy;
        this.size = size;
    }

    /**
     * Makes a workload of some flavour under some policy; the seed chooses both.
     *
     * @param size about how many steps it has, at least 1
     */
    public static Workload generate(long seed, int size) {
        Dice dice = dice(seed);
        Flavour chosen = dice.of(Flavour.WITHOUT_DOMAINS);
        Flavour flavour = Math.floorMod(seed, DOMAINS_EVERY) == DOMAINS_EVERY - 1 ? Flavour.DOMAIN : chosen;
        return new WorkloadGenerator(dice, flavour, dice.of(Policies.FOR_SEVERAL_ENTITIES), size).generate();
    }

    /**
     * Makes a workload.
     *
     * @param size about how many steps it has, at least 1
     */
    public static Workload generate(long seed, int size, Flavour flavour, Policy policy) {
        return new WorkloadGenerator(dice(seed), flavour, policy, size).generate();
    }

    private static Dice dice(long seed) {
        return new Dice(RandomGeneratorFactory.of(ALGORITHM).create(seed));
    }

    private Workload generate() {
        if (size < 1) {
            throw new IllegalArgumentException("a workload has at least 1 step, not " + size);
        }
        List<SchedulerLine> schedulers = schedulers();
        boolean weighted = policy instanceof StartTimeFair;
        List<EntityLine> entities = entities(schedulers.size(), weighted ? groups() : List.of());
        List<String> fences = new ArrayList<>();
        for (int i = dice.upTo(flavour.fences()); i > 0; i--) {
            fences.add("x" + fences.size());
        }
        RandomSteps steps = new RandomSteps(dice, flavour, schedulers, entities, fences.size(), weighted);
        List<TimedStep> lines = steps.make(size);
        boolean endsEarly = dice.percent(15);
        long until = (steps.lastMicros() * dice.between(50, 400) / 100 + 20) * MICRO;
        if (dice.percent(flavour.percentageOf(Ingredient.DISORDER))) {
            lines = dice.disorder(lines);
        }
        Workload endless = new Workload(policy, schedulers, entities, fences, lines, Nanos.NEVER);
        return endsEarly || Endlessness.isPossible(endless)
                ? new Workload(policy, schedulers, entities, fences, lines, until)
                : endless;
    }

    private List<SchedulerLine> schedulers() {
        List<SchedulerLine> lines = new ArrayList<>();
        int count = dice.between(1, flavour.schedulers());
        for (int id = 0; id < count; id++) {
            boolean times = dice.percent(flavour.percentageOf(Ingredient.TIMEOUT));
            lines.add(new SchedulerLine(
                    "ring" + id,
                    dice.of(CREDIT_LIMITS),
                    times ? dice.of(TIMEOUTS) * MICRO : Nanos.NO_LIMIT,
                    dice.between(0, 3),
                    dice.of(dice.percent(80) ? flavour.handlers() : List.of(OnTimeout.values())),
                    id > 0 && dice.percent(8) ? dice.between(0, id - 1) : SchedulerLine.OWN_SCORE));
        }
        return flavour == Flavour.DOMAIN ? new RandomRecovery(dice).putInto(lines) : lines;
    }

    private List<GroupLine> groups() {
        List<GroupLine> groups = new ArrayList<>();
        for (int i = dice.upTo(3); i > 0; i--) {
            GroupLine parent = groups.isEmpty() || dice.percent(50) ? null : dice.of(groups);
            groups.add(new GroupLine("group " + groups.size(), dice.of(WEIGHTS), parent));
        }
        return groups;
    }

    private List<EntityLine> entities(int schedulers, List<GroupLine> groups) {
        List<EntityLine> lines = new ArrayList<>();
        int count = dice.between(1, flavour.entities());
        boolean mixed = dice.percent(70);
        for (int id = 0; id < count; id++) {
            EntityLine line = new EntityLine(
                    "entity " + id,
                    mixed ? dice.of(List.of(Priority.values())) : Priority.NORMAL,
                    dice.someOf(schedulers));
            if (policy instanceof StartTimeFair) {
                boolean alone = groups.isEmpty() || dice.percent(40);
                line = line.withShare(dice.of(WEIGHTS), alone ? null : dice.of(groups));
            }
            lines.add(line);
        }
        return numbered(lines);
    }

    /** Names the groups that have entities by their places among them, as a case does. */
    private static List<EntityLine> numbered(List<EntityLine> entities) {
        List<GroupLine> groups =
                new Workload(Policies.DEFAULT, List.of(), entities, List.of(), List.of(), Nanos.NEVER).groups();
        return entities.stream()
                .map(each -> each.withShare(each.weight(), numbered(each.group(), groups)))
                .toList();
    }

    private static @Nullable GroupLine numbered(@Nullable GroupLine group, List<GroupLine> groups) {
        return group == null
                ? null
                : new GroupLine("group " + groups.indexOf(group), group.weight(), numbered(group.parent(), groups));
    }

    /** A seeded generator with the throws that are needed here. */
    record Dice(RandomGenerator random) {
        /** Returns a number within the bounds, both included. */
        int between(int low, int high) {
            return random.nextInt(low, high + 1);
        }

        int upTo(int high) {
            return between(0, high);
        }

        boolean percent(int chance) {
            return random.nextInt(100) < chance;
        }

        <T> T of(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        /** Returns one or more of the numbers below a bound, in any order. */
        List<Integer> someOf(int bound) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < bound; i++) {
                all.add(random.nextInt(i + 1), i);
            }
            int count = percent(50) ? 1 : between(1, bound);
            return List.copyOf(all.subList(0, count));
        }

        /** Puts steps of different times in any order; those of one time keep theirs, since it matters. */
        List<TimedStep> disorder(List<TimedStep> steps) {
            List<List<TimedStep>> byTime = new ArrayList<>();
            for (TimedStep step : steps) {
                if (byTime.isEmpty() || byTime.getLast().getLast().atNanos() != step.atNanos()) {
                    byTime.add(new ArrayList<>());
                }
                byTime.getLast().add(step);
            }
            List<List<TimedStep>> mixed = new ArrayList<>();
            for (List<TimedStep> group : byTime) {
                mixed.add(random.nextInt(mixed.size() + 1), group);
            }
            return mixed.stream().flatMap(List::stream).toList();
        }
    }
}
