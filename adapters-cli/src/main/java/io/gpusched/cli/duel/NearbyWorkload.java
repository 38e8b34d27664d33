package io.gpusched.cli.duel;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A given workload with a few changes.
 *
 * @param given the workload; it consists of submissions, without scripts
 * @param edits the changes, in their order, at most {@link #MOST_EDITS}
 */
public record NearbyWorkload(Workload given, List<Edit> edits) implements DuelWorkload {
    /** The most changes. */
    public static final int MOST_EDITS = 3;

    private static final List<Double> FACTORS = List.of(0.5, 0.8, 0.9, 1.1, 1.25, 2.0);
    private static final List<Integer> SHIFTS = List.of(-8, -4, -2, -1, 1, 2, 4, 8);
    private static final Priority[] PRIORITIES = {Priority.HIGH, Priority.NORMAL, Priority.LOW};
    private static final int MOST_CREDITS = 4;
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    public NearbyWorkload {
        edits = List.copyOf(edits);
    }

    /** A change of a workload. */
    public sealed interface Edit {
        /** All jobs of a client take longer or shorter. */
        record Scaled(String client, double factor) implements Edit {}

        /** A client submits everything earlier or later; nothing before the beginning. */
        record Shifted(String client, int millis) implements Edit {}

        /** A client has another priority. */
        record Prioritised(String client, Priority to) implements Edit {}

        /** A client is not there. */
        record LeftOut(String client) implements Edit {}

        /** A client is there twice; the second one is later by some milliseconds. */
        record Doubled(String client, int millis) implements Edit {}

        /** Every ring has another credit limit. */
        record Limited(int credits) implements Edit {}

        /** Returns the change in words. */
        default String words() {
            return switch (this) {
                case Scaled it -> "jobs of " + it.client() + " take " + it.factor() + " times as long";
                case Shifted it ->
                    it.client() + " submits " + Math.abs(it.millis()) + " ms "
                            + (it.millis() < 0 ? "earlier" : "later");
                case Prioritised it ->
                    it.client() + " has priority " + it.to().name().toLowerCase(java.util.Locale.ROOT);
                case LeftOut it -> "without " + it.client();
                case Doubled it -> it.client() + " is there twice, the second " + it.millis() + " ms later";
                case Limited it -> it.credits() + (it.credits() == 1 ? " credit" : " credits");
            };
        }
    }

    @Override
    public DuelWorkload fresh(SplittableRandom random) {
        return new NearbyWorkload(given, List.of()).mutated(random);
    }

    @Override
    public List<String> changes() {
        return edits.isEmpty()
                ? List.of("as it is")
                : edits.stream().map(Edit::words).toList();
    }

    @Override
    public DuelWorkload mutated(SplittableRandom random) {
        List<Edit> changed = new ArrayList<>(edits);
        if (changed.size() == MOST_EDITS || (!changed.isEmpty() && random.nextInt(3) == 0)) {
            changed.remove(random.nextInt(changed.size()));
        }
        if (changed.size() < MOST_EDITS) {
            changed.add(edit(random));
        }
        return new NearbyWorkload(given, changed);
    }

    private Edit edit(SplittableRandom random) {
        List<String> clients = given.clients().stream().distinct().toList();
        String client = clients.get(random.nextInt(clients.size()));
        return switch (random.nextInt(6)) {
            case 0 -> new Edit.Scaled(client, FACTORS.get(random.nextInt(FACTORS.size())));
            case 1 -> new Edit.Shifted(client, SHIFTS.get(random.nextInt(SHIFTS.size())));
            case 2 -> new Edit.Prioritised(client, PRIORITIES[random.nextInt(PRIORITIES.length)]);
            case 3 ->
                clients.size() > 2 ? new Edit.LeftOut(client) : new Edit.Limited(1 + random.nextInt(MOST_CREDITS));
            case 4 -> new Edit.Doubled(client, random.nextInt(SHIFTS.size()));
            default -> new Edit.Limited(1 + random.nextInt(MOST_CREDITS));
        };
    }

    @Override
    public DuelWorkload crossed(DuelWorkload other, SplittableRandom random) {
        List<Edit> all = new ArrayList<>(edits);
        if (other instanceof NearbyWorkload that) {
            all.addAll(that.edits);
        }
        while (all.size() > MOST_EDITS) {
            all.remove(random.nextInt(all.size()));
        }
        return new NearbyWorkload(given, all);
    }

    @Override
    public Workload workload() {
        Workload workload = given;
        for (Edit each : edits) {
            workload = edited(workload, each);
        }
        return workload;
    }

    private static Workload edited(Workload from, Edit edit) {
        return switch (edit) {
            case Edit.Limited it -> from.withCredits(it.credits());
            case Edit.Prioritised it ->
                from.withEntities(line -> line.name().equals(it.client()) ? line.withPriority(it.to()) : line);
            case Edit.Scaled it -> steps(from, it.client(), timed -> scaled(timed, it.factor()));
            case Edit.Shifted it -> steps(from, it.client(), timed -> shifted(timed, it.millis() * MILLI));
            case Edit.LeftOut it -> withoutClient(from, it.client());
            case Edit.Doubled it -> doubled(from, it.client(), it.millis() * MILLI);
        };
    }

    private interface Change {
        TimedStep of(TimedStep timed);
    }

    private static Workload steps(Workload from, String client, Change change) {
        return withSteps(
                from,
                from.entities(),
                from.steps().stream()
                        .map(timed -> isOf(from, timed.step(), client) ? change.of(timed) : timed)
                        .toList());
    }

    private static boolean isOf(Workload workload, Step step, String client) {
        int entity = entity(step);
        return entity >= 0 && workload.entities().get(entity).name().equals(client);
    }

    private static int entity(Step step) {
        return switch (step) {
            case Step.Push push -> push.entity();
            case Step.Client client -> client.entity();
            default -> -1;
        };
    }

    private static Workload withSteps(Workload from, List<EntityLine> entities, List<TimedStep> steps) {
        return new Workload(
                from.policy(), from.schedulers(), entities, from.fences(), steps, from.untilNanos(), from.latency());
    }

    private static TimedStep scaled(TimedStep timed, double factor) {
        return switch (timed.step()) {
            case Step.Push push -> {
                GpuWork work = push.work();
                GpuWork longer = new GpuWork(
                        scaled(work.durationNanos(), factor), work.hangs(), work.runError(), work.hardwareError());
                yield new TimedStep(
                        timed.atNanos(),
                        new Step.Push(
                                push.job(), push.entity(), push.credits(), longer, push.dependencies(), push.ring()));
            }
            case Step.Client it ->
                new TimedStep(
                        timed.atNanos(),
                        new Step.Client(
                                it.entity(),
                                it.firstJob(),
                                it.jobs(),
                                scaled(it.jobNanos(), factor),
                                it.waitNanos(),
                                it.sync(),
                                it.cycles()));
            default -> timed;
        };
    }

    private static long scaled(long nanos, double factor) {
        return Math.round(nanos * factor / MICRO) * MICRO;
    }

    private static TimedStep shifted(TimedStep timed, long nanos) {
        return new TimedStep(Math.max(0, timed.atNanos() + nanos), timed.step());
    }

    private static Workload withoutClient(Workload from, String client) {
        return withSteps(
                from,
                from.entities(),
                from.steps().stream()
                        .filter(timed -> !isOf(from, timed.step(), client))
                        .toList());
    }

    /** The second one has entities and jobs of its own; what its jobs wait for among themselves, they wait for there. */
    private static Workload doubled(Workload from, String client, long laterNanos) {
        List<EntityLine> entities = new ArrayList<>(from.entities());
        Map<Integer, Integer> twins = new TreeMap<>();
        for (int i = 0; i < from.entities().size(); i++) {
            if (from.entities().get(i).name().equals(client)) {
                twins.put(i, entities.size());
                entities.add(from.entities().get(i).withName(client + "'"));
            }
        }
        long nextJob = 1
                + from.steps().stream()
                        .mapToLong(timed -> lastJob(timed.step()))
                        .max()
                        .orElse(0);
        Map<Long, Long> jobs = new TreeMap<>();
        List<TimedStep> steps = new ArrayList<>(from.steps());
        for (TimedStep timed : from.steps()) {
            if (!isOf(from, timed.step(), client)) {
                continue;
            }
            long at = timed.atNanos() + laterNanos;
            if (timed.step() instanceof Step.Push push) {
                jobs.put(push.job(), nextJob);
                steps.add(new TimedStep(
                        at,
                        new Step.Push(
                                nextJob,
                                twins.getOrDefault(push.entity(), push.entity()),
                                push.credits(),
                                push.work(),
                                push.dependencies().stream()
                                        .map(each -> twin(each, jobs))
                                        .toList(),
                                push.ring())));
                nextJob++;
            } else if (timed.step() instanceof Step.Client it) {
                steps.add(new TimedStep(
                        at,
                        new Step.Client(
                                twins.getOrDefault(it.entity(), it.entity()),
                                nextJob,
                                it.jobs(),
                                it.jobNanos(),
                                it.waitNanos(),
                                it.sync(),
                                it.cycles())));
                nextJob += (long) it.jobs() * it.cycles();
            }
        }
        return withSteps(from, entities, steps);
    }

    private static Workload.Dependency twin(Workload.Dependency of, Map<Long, Long> jobs) {
        return switch (of) {
            case Workload.Dependency.Finished it ->
                new Workload.Dependency.Finished(jobs.getOrDefault(it.job(), it.job()));
            case Workload.Dependency.Scheduled it ->
                new Workload.Dependency.Scheduled(jobs.getOrDefault(it.job(), it.job()));
            case Workload.Dependency.External it -> it;
        };
    }

    private static long lastJob(Step step) {
        return switch (step) {
            case Step.Push push -> push.job();
            case Step.Client it -> it.firstJob() + (long) it.jobs() * it.cycles() - 1;
            default -> 0;
        };
    }
}
