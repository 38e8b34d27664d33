package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.hash.HistoryCount;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.search.DepthFirst;
import io.gpusched.adapters.explore.search.PctSearch;
import io.gpusched.adapters.explore.search.Repeated;
import io.gpusched.adapters.explore.search.Search;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.port.Clock;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario in one order after the other, until one goes wrong, all were run, or the limits are reached. Used by one thread.
 *
 * <p>A schedule is one run of the scenario from its beginning; the choices at its choice points are all that makes it differ from the
 * others. After every step {@link io.gpusched.application.rules.SchedulerInvariants} are checked, and at the end what became of every
 * job. An exception or a failed assertion is a finding as well.
 */
public final class Explorer {

    private final Scenario scenario;
    private final Rules rules;
    private final Strategy strategy;
    private final Limits limits;
    private final Clock clock;

    /**
     * Prepares an exploration.
     *
     * @param clock the real time, for the limit and the report
     */
    public Explorer(Scenario scenario, Rules rules, Strategy strategy, Limits limits, Clock clock) {
        this.scenario = scenario;
        this.rules = rules;
        this.strategy = strategy;
        this.limits = limits;
        this.clock = clock;
    }

    static Search search(Strategy strategy) {
        return switch (strategy) {
            case Strategy.FirstInFirstOut once -> Repeated.fifo();
            case Strategy.SeededRandom random -> Repeated.random(random.seed());
            case Strategy.Pct pct -> new PctSearch(pct.seed(), pct.depth());
            case Strategy.Exhaustive exhaustive -> new DepthFirst();
        };
    }

    /** Explores, and tells nobody how far it is. */
    public Report explore() {
        return explore(schedules -> {});
    }

    /** Is told now and then how far an exploration is. */
    @FunctionalInterface
    public interface Progress {
        /** Some thousand schedules more were run. */
        void at(long schedules);
    }

    /** Explores. */
    public Report explore(Progress progress) {
        try (Runs runs = new Runs(scenario, rules, limits.stepsPerSchedule())) {
            return new Exploration(runs, progress).run();
        }
    }

    /** The counters of one exploration. */
    private final class Exploration {
        private static final int TELL_EVERY = 0x3f;
        private static final int LONG = 500;

        private final Runs runs;
        private final Progress progress;
        private final Search search = search(strategy);
        private final HistoryCount histories = new HistoryCount();
        private final long began = clock.nanos();
        private long schedules;
        private long steps;
        private long cutShort;
        private @Nullable Finding finding;

        Exploration(Runs runs, Progress progress) {
            this.runs = runs;
            this.progress = progress;
        }

        Report run() {
            while (finding == null && !search.isDone() && schedules < limits.schedules() && hasTime()) {
                one();
            }
            boolean covered = finding == null && search.isExhaustive() && search.isDone() && cutShort == 0;
            long different = search.histories() > 0 ? search.histories() : histories.count();
            return new Report(
                    schedules, steps, search.states(), different, covered, cutShort, clock.nanos() - began, finding);
        }

        private void one() {
            Outcome outcome = runs.run(search.next());
            schedules++;
            steps += outcome.steps();
            if (outcome.isCutShort()) {
                cutShort++;
            }
            if (!outcome.isKnown()) {
                histories.add(outcome.history());
            }
            if (outcome.violation() != null) {
                finding = tell(outcome, outcome.violation());
            } else if (isRepeated()) {
                finding = repeat(outcome);
            }
            search.ended(outcome.isKnown(), outcome.choiceCount());
            if ((schedules & TELL_EVERY) == 0 || outcome.steps() > LONG) {
                progress.at(schedules);
            }
        }

        /** The first ones, and now and then one of the others: old state may matter only late. */
        private boolean isRepeated() {
            return schedules <= limits.repeated() || (limits.repeated() > 0 && Long.bitCount(schedules) == 1);
        }

        private boolean hasTime() {
            return limits.nanos() == Limits.NONE || clock.nanos() - began < limits.nanos();
        }

        private Finding tell(Outcome outcome, Violation violation) {
            Finding told = Finding.of(runs, outcome.choices());
            if (told != null && told.violation().rule().equals(violation.rule())) {
                return told;
            }
            String seen =
                    "first '" + violation + "', then " + (told == null ? "nothing" : "'" + told.violation() + "'");
            return new Finding(
                    new Violation(ExplorationRules.REPEATABLE, seen, 0),
                    outcome.thrown(),
                    Arrays.stream(outcome.choices()).boxed().toList(),
                    told == null ? List.of() : told.steps());
        }

        private @Nullable Finding repeat(Outcome outcome) {
            return Divergence.between(runs, outcome.choices());
        }
    }
}
