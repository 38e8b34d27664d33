package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.hash.DistinctHashes;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.search.Search;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.port.Clock;
import io.gpusched.application.rules.violation.Violation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario in one order of events after another, until an order breaks a rule, every order was run, or the limits are reached.
 * Used by one thread.
 *
 * <p>A <em>schedule</em> is one run of the scenario from its beginning to an end. Everything in it is deterministic but the choices: at
 * each moment an {@link io.gpusched.adapters.explore.order.Interleaving} decides which work item, timer, hardware event or client step comes
 * next. So the list of choices identifies a schedule, and repeating the list repeats the schedule, without any snapshot of the state. The
 * price is that each schedule starts from the beginning, which for a handful of jobs costs some ten microseconds; copying a device, its hardware
 * and its clients would cost more and would demand that user code can be copied.
 *
 * <p>One loop serves every strategy:
 *
 * <ol>
 *   <li>{@link Search} provides the interleaving of the next schedule, and afterwards learns how that schedule ended.
 *   <li>{@link Runs} runs it. {@link io.gpusched.application.rules.SchedulerInvariants} and the scenario's own rules are checked after every
 *       step, and the fate of every job at the end. An exception or a failed assertion counts as a broken rule.
 *   <li>The first schedules, and a few of the later ones, run a second and third time ({@link Divergence}): a scenario that is not
 *       repeatable would make every later statement worthless, so that is a finding of its own.
 *   <li>Before an exploration says that it has found nothing, a known bug is planted in a copy of the first schedule. If that is not found, the rules
 *       do not look, and the exploration refuses to say anything.
 *   <li>A schedule that broke a rule runs once more with a history, since the others run without.
 * </ol>
 *
 * <p>The search and not the explorer knows when every order was run: {@link Report#covered} needs a search that is exhaustive, is done, and
 * had no schedule cut short. Histories are counted by the search if it can (depth-first search counts them without running them), else by
 * the hashes of the choices.
 */
public final class Explorer {
    private final Scenario scenario;
    private final Guarantees guarantees;
    private final SearchSettings settings;
    private final Limits limits;
    private final Clock clock;

    /**
     * Prepares an exploration.
     *
     * @param clock the real time, for the limit and the report
     */
    public Explorer(Scenario scenario, Guarantees guarantees, SearchSettings settings, Limits limits, Clock clock) {
        this.scenario = scenario;
        this.guarantees = guarantees;
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    /** Explores without reporting progress. */
    public Report explore() {
        return explore(schedules -> {});
    }

    /** Receives the number of schedules run so far, from time to time. */
    @FunctionalInterface
    public interface Progress {
        /** Receives how many schedules were run. */
        void at(long schedules);
    }

    /** Explores. */
    public Report explore(Progress progress) {
        try (Runs runs = new Runs(scenario, guarantees, limits.stepsPerSchedule())) {
            return new Counted(runs, progress).run();
        }
    }

    /** One exploration and its counters. */
    private final class Counted {
        private static final int REPORT_EVERY = 0x3f;
        private static final int LONG = 500;

        private final Runs runs;
        private final Progress progress;
        private final Search search = settings.search();
        private final DistinctHashes histories = new DistinctHashes();
        private final long began = clock.nanos();
        private long schedules;
        private long steps;
        private long cutShort;
        private @Nullable Finding finding;

        Counted(Runs runs, Progress progress) {
            this.runs = runs;
            this.progress = progress;
        }

        Report run() {
            while (finding == null && !search.isDone() && schedules < limits.schedules() && hasTime()) {
                runNext();
            }
            boolean covered = finding == null && search.isExhaustive() && search.isDone() && cutShort == 0;
            if (finding == null && !runs.noticesPlantedBug()) {
                throw new IllegalStateException(
                        "a bug that was planted in a copy of the run was not found, so nothing can be said");
            }
            long different = search.histories() > 0 ? search.histories() : histories.count();
            return new Report(
                    schedules, steps, search.states(), different, covered, cutShort, clock.nanos() - began, finding);
        }

        private void runNext() {
            ScheduleOutcome outcome = runs.run(search.next());
            schedules++;
            steps += outcome.steps();
            if (outcome.isCutShort()) {
                cutShort++;
            }
            if (!outcome.isKnown()) {
                histories.add(outcome.history());
            }
            if (outcome.violation() != null) {
                finding = recorded(outcome, outcome.violation());
            } else if (isRepeated()) {
                finding = Divergence.between(runs, outcome.choices());
            }
            search.ended(outcome.isKnown(), outcome.choiceCount());
            if ((schedules & REPORT_EVERY) == 0 || outcome.steps() > LONG) {
                progress.at(schedules);
            }
        }

        /** The first schedules, and from time to time one of the others: old state may matter only late. */
        private boolean isRepeated() {
            return schedules <= limits.repeated() || (limits.repeated() > 0 && Long.bitCount(schedules) == 1);
        }

        private boolean hasTime() {
            return limits.nanos() == Limits.NO_LIMIT || clock.nanos() - began < limits.nanos();
        }

        /** Runs the schedule again with a history. If it then breaks another rule or none, it is not repeatable. */
        private Finding recorded(ScheduleOutcome outcome, Violation violation) {
            Finding again = Finding.of(runs, outcome.choices());
            if (again != null && again.violation().rule().equals(violation.rule())) {
                return again;
            }
            String seen =
                    "first '" + violation + "', then " + (again == null ? "nothing" : "'" + again.violation() + "'");
            return new Finding(
                    new Violation(ExplorationRules.REPEATABLE, seen, 0),
                    outcome.thrown(),
                    Arrays.stream(outcome.choices()).boxed().toList(),
                    again == null ? List.of() : again.steps());
        }
    }
}
