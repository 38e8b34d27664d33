package io.gpusched.cli.duel;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.files.eventfile.RunHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where two runs of the same work part, and what each client gains or loses by it. Jobs are matched by their client, by which of its entities they
 * were queued in, and by their place there.
 *
 * @param parting the first decision that differs; empty if every ring ran the same jobs in the same order
 * @param clients what became of each client's jobs, in the order of the first run
 * @param onlyInFirst how many jobs were done in the first run only
 * @param onlyInSecond how many jobs were done in the second run only
 */
public record RunDifference(Optional<Parting> parting, List<ClientChange> clients, int onlyInFirst, int onlyInSecond) {
    public RunDifference {
        clients = List.copyOf(clients);
    }

    /**
     * One of the two runs.
     *
     * @param header what ran
     * @param events what happened
     */
    public record Side(RunHeader header, List<Event> events) {
        public Side {
            events = List.copyOf(events);
        }
    }

    /** Where the job that the other run chose was, when this run chose another one. */
    public enum Whereabouts {
        /** First in the queue of its entity. */
        WAITED,
        /** In the queue of its entity, behind others. */
        BEHIND_OWN,
        /** Not queued yet. */
        NOT_QUEUED,
        /** It had run before, or never ran. */
        ELSEWHERE
    }

    /**
     * What one run chose.
     *
     * @param nanos when, from the beginning of the run
     * @param job the job, by its id in this run
     * @param client whose it is
     * @param place where its entity stood; null where nobody knows
     * @param otherJob the job that the other run chose, by its id in this run; null if it does not exist here
     * @param otherClient whose that is; empty if it does not exist here
     * @param whereabouts where that one was
     * @param otherPlace where its entity stood when it was chosen at last; null where nobody knows
     */
    public record Choice(
            long nanos,
            long job,
            String client,
            @Nullable Place place,
            @Nullable Long otherJob,
            String otherClient,
            Whereabouts whereabouts,
            @Nullable Place otherPlace) {}

    /**
     * The first decision that differs.
     *
     * @param ring the name of the ring
     * @param same how many decisions on this ring were the same before
     * @param first what the first run chose; empty if it chose nothing more
     * @param second what the second run chose; empty if it chose nothing more
     */
    public record Parting(String ring, int same, Optional<Choice> first, Optional<Choice> second) {}

    /**
     * What one kind of wait contributes.
     *
     * @param example a part of that kind
     * @param nanos how much more of it the second run has, in nanoseconds
     */
    public record Contribution(WaitPart example, long nanos) {}

    /**
     * What became of a client's jobs that were done in both runs.
     *
     * @param client its name
     * @param jobs how many they are
     * @param firstNanos their times from queued to done in the first run, all together
     * @param secondNanos the same in the second run
     * @param parts what the difference consists of; their sum is the difference
     */
    public record ClientChange(String client, int jobs, long firstNanos, long secondNanos, List<Contribution> parts) {
        public ClientChange {
            parts = List.copyOf(parts);
        }

        /** Returns how much longer the second run took, in nanoseconds; negative if it was faster. */
        public long nanos() {
            return secondNanos - firstNanos;
        }
    }

    /** Compares two runs. */
    public static RunDifference of(Side first, Side second) {
        Matched a = new Matched(first);
        Matched b = new Matched(second);
        Map<String, Wait> ofA = a.done();
        Map<String, Wait> ofB = b.done();
        Map<String, Sums> sums = new LinkedHashMap<>();
        ofA.forEach((name, wait) -> {
            Wait twin = ofB.get(name);
            if (twin != null) {
                sums.computeIfAbsent(a.client(wait), client -> new Sums()).add(wait, twin);
            }
        });
        int matched = sums.values().stream().mapToInt(each -> each.jobs).sum();
        return new RunDifference(
                parting(a, b),
                sums.entrySet().stream()
                        .map(each -> each.getValue().of(each.getKey()))
                        .toList(),
                ofA.size() - matched,
                ofB.size() - matched);
    }

    /** Tells whether the two runs are the same: no decision differs, and no client gains or loses. */
    public boolean isNone() {
        return parting.isEmpty()
                && onlyInFirst == 0
                && onlyInSecond == 0
                && clients.stream()
                        .allMatch(each ->
                                each.nanos() == 0 && each.parts().stream().allMatch(part -> part.nanos() == 0));
    }

    private static Optional<Parting> parting(Matched a, Matched b) {
        return Stream.concat(a.runs.keySet().stream(), b.runs.keySet().stream())
                .distinct()
                .flatMap(ring -> partingOn(ring, a, b).stream())
                .min(Comparator.comparingLong(RunDifference::nanos));
    }

    private static long nanos(Parting parting) {
        return Stream.concat(parting.first().stream(), parting.second().stream())
                .mapToLong(Choice::nanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static Optional<Parting> partingOn(String ring, Matched a, Matched b) {
        List<Event.JobRun> ofA = a.runs.getOrDefault(ring, List.of());
        List<Event.JobRun> ofB = b.runs.getOrDefault(ring, List.of());
        int same = 0;
        while (same < ofA.size() && same < ofB.size() && a.name(ofA.get(same)).equals(b.name(ofB.get(same)))) {
            same++;
        }
        if (same == ofA.size() && same == ofB.size()) {
            return Optional.empty();
        }
        Event.@Nullable JobRun inA = same < ofA.size() ? ofA.get(same) : null;
        Event.@Nullable JobRun inB = same < ofB.size() ? ofB.get(same) : null;
        return Optional.of(new Parting(
                ring,
                same,
                Optional.ofNullable(inA).map(run -> a.choice(run, inB == null ? "" : b.name(inB))),
                Optional.ofNullable(inB).map(run -> b.choice(run, inA == null ? "" : a.name(inA)))));
    }

    /** A run whose jobs have names that are the same in both runs. */
    private static final class Matched {
        private final RunHeader header;
        private final Map<Long, Event.JobQueued> queued = new LinkedHashMap<>();
        private final Map<Long, Event.JobRun> ran = new LinkedHashMap<>();
        private final Map<Long, String> names = new TreeMap<>();
        private final Map<String, Long> ids = new TreeMap<>();
        private final Map<Long, @Nullable Long> behind = new TreeMap<>();
        private final Map<String, List<Event.JobRun>> runs = new LinkedHashMap<>();
        private final Map<Long, Integer> places = new TreeMap<>();
        private final List<Wait> waits;
        private final long origin;

        Matched(Side side) {
            header = side.header();
            origin = side.events().isEmpty() ? 0 : side.events().getFirst().nanos();
            WaitLog log = new WaitLog(header.credits(), header.kinds());
            Map<Integer, Integer> jobsOfEntity = new TreeMap<>();
            Map<Integer, Long> lastOfEntity = new TreeMap<>();
            int number = 0;
            for (Event event : side.events()) {
                log.accept(event);
                number++;
                if (event instanceof Event.JobQueued it) {
                    queued.put(it.job(), it);
                    places.put(it.job(), number);
                    String name = header.client(it.entity()) + "/" + ordinal(it.entity()) + "/"
                            + jobsOfEntity.merge(it.entity(), 1, Integer::sum);
                    names.put(it.job(), name);
                    ids.put(name, it.job());
                    behind.put(it.job(), lastOfEntity.put(it.entity(), it.job()));
                } else if (event instanceof Event.JobRun it && ran.putIfAbsent(it.job(), it) == null) {
                    places.put(-1 - it.job(), number);
                    runs.computeIfAbsent(header.rings().get(it.scheduler()), ring -> new ArrayList<>())
                            .add(it);
                }
            }
            waits = log.waits();
        }

        /** Returns which of the entities of its client an entity is. */
        private long ordinal(int entity) {
            String client = header.client(entity);
            return header.clients().stream()
                    .limit(entity)
                    .filter(client::equals)
                    .count();
        }

        String name(Event.JobRun run) {
            return Objects.requireNonNull(names.get(run.job()), "every job that ran was queued");
        }

        String client(Wait wait) {
            return header.client(wait.job().entity());
        }

        Map<String, Wait> done() {
            Map<String, Wait> done = new LinkedHashMap<>();
            for (Wait each : waits) {
                if (each.job().isDone()) {
                    done.put(Objects.requireNonNull(names.get(each.job().job())), each);
                }
            }
            return done;
        }

        Choice choice(Event.JobRun run, String otherName) {
            @Nullable Long other = ids.get(otherName);
            Event.@Nullable JobRun otherRun = other == null ? null : ran.get(other);
            Event.@Nullable JobQueued otherQueued = other == null ? null : queued.get(other);
            return new Choice(
                    run.nanos() - origin,
                    run.job(),
                    header.client(run.entity()),
                    run.place(),
                    other,
                    otherQueued == null ? "" : header.client(otherQueued.entity()),
                    whereabouts(run, other),
                    otherRun == null ? null : otherRun.place());
        }

        private Whereabouts whereabouts(Event.JobRun run, @Nullable Long other) {
            int now = ranAt(run.job());
            if (other == null || ranAt(other) <= now) {
                return Whereabouts.ELSEWHERE;
            }
            if (places.getOrDefault(other, Integer.MAX_VALUE) > now) {
                return Whereabouts.NOT_QUEUED;
            }
            @Nullable Long before = behind.get(other);
            return before == null || ranAt(before) < now ? Whereabouts.WAITED : Whereabouts.BEHIND_OWN;
        }

        private int ranAt(long job) {
            return places.getOrDefault(-1 - job, Integer.MAX_VALUE);
        }
    }

    /** The sums of one client. */
    private static final class Sums {
        private final Map<Class<?>, WaitPart> examples = new LinkedHashMap<>();
        private final Map<Class<?>, Long> nanos = new LinkedHashMap<>();
        private int jobs;
        private long first;
        private long second;

        void add(Wait a, Wait b) {
            jobs++;
            first += a.nanos();
            second += b.nanos();
            a.parts().forEach(part -> add(part, -part.nanos()));
            b.parts().forEach(part -> add(part, part.nanos()));
        }

        private void add(WaitPart part, long more) {
            examples.putIfAbsent(part.getClass(), part);
            nanos.merge(part.getClass(), more, Long::sum);
        }

        ClientChange of(String client) {
            List<Contribution> parts = new ArrayList<>();
            nanos.forEach((kind, sum) -> {
                if (sum != 0) {
                    parts.add(new Contribution(Objects.requireNonNull(examples.get(kind)), sum));
                }
            });
            return new ClientChange(client, jobs, first, second, parts);
        }
    }
}
