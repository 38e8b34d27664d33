package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Shrinker;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What came of exploring a workload on the simulated GPU.
 *
 * @param schedules how many schedules were run
 * @param states how many different states were met
 * @param histories how many different histories were run; if the space was covered, how many there are
 * @param covered whether every order was explored
 * @param cutShort how many schedules were ended because they took too many steps
 * @param nanos how long it took
 * @param found what went wrong, made short
 */
public record Exploration(
        long schedules,
        long states,
        long histories,
        boolean covered,
        long cutShort,
        long nanos,
        Optional<Found> found) {

    /** What the work queues do with their promise. */
    public enum Promise {
        /** They keep it. */
        ORDERED,
        /** One item at a time, in any order. */
        UNORDERED,
        /** Items overlap at port calls. */
        CONCURRENT
    }

    /** How far time binds. */
    public enum Lateness {
        /** Work takes no time. */
        NONE,
        /** Work may be late. */
        WORK,
        /** Everything may be late. */
        ALL
    }

    /** How orders are chosen. */
    public enum Way {
        /** One schedule, as virtual time runs it. */
        FIFO,
        /** By lot. */
        RANDOM,
        /** By priorities and change points. */
        PCT,
        /** All of them. */
        EXHAUSTIVE
    }

    /**
     * What to explore, and for how long.
     *
     * @param depth for {@link Way#PCT}
     * @param schedules the most schedules
     * @param nanos the most time
     * @param twice run each schedule twice and compare
     */
    public record Settings(
            Promise promise,
            Lateness lateness,
            Way way,
            int depth,
            long seed,
            long schedules,
            long nanos,
            boolean twice) {
        private Rules rules() {
            Queues queues = switch (promise) {
                case ORDERED -> Queues.ORDERED;
                case UNORDERED -> Queues.UNORDERED;
                case CONCURRENT -> Queues.CONCURRENT;
            };
            Timing timing = switch (lateness) {
                case NONE -> Timing.EXACT;
                case WORK -> Timing.WORK_LATE;
                case ALL -> Timing.ALL_LATE;
            };
            return new Rules(queues, timing);
        }

        private Strategy strategy() {
            return switch (way) {
                case FIFO -> new Strategy.FirstInFirstOut();
                case RANDOM -> new Strategy.SeededRandom(seed);
                case PCT -> new Strategy.Pct(seed, depth);
                case EXHAUSTIVE -> new Strategy.Exhaustive();
            };
        }
    }

    /**
     * Something that went wrong.
     *
     * @param violation the rule in words and what was seen
     * @param history the shortest history that was found, as numbered lines
     * @param workload the workload that it happens to
     * @param token repeats it
     * @param besides what did not fit into the token, and must be given along with it
     */
    public record Found(
            String violation, List<String> history, Workload workload, String token, Optional<Besides> besides) {}

    /**
     * What is too large for a token.
     *
     * @param workload the workload
     * @param choices the choices in a word, if they are too many as well
     */
    public record Besides(Workload workload, Optional<String> choices) {}

    /**
     * Explores a workload.
     *
     * @param progress told now and then how many schedules were run
     */
    public static Exploration of(Workload workload, Settings settings, LongConsumer progress) {
        Limits limits = new Limits(
                settings.schedules(), settings.nanos(), Limits.USUAL_STEPS, settings.twice() ? Limits.NONE : 0);
        Explorer explorer =
                new Explorer(scenario(workload), settings.rules(), settings.strategy(), limits, new ElapsedTime());
        Report report = explorer.explore(progress::accept);
        Finding finding = report.finding();
        return new Exploration(
                report.schedules(),
                report.states(),
                report.histories(),
                report.covered(),
                report.cutShort(),
                report.nanos(),
                finding == null ? Optional.empty() : Optional.of(shrunk(workload, settings.rules(), finding)));
    }

    private static Found shrunk(Workload workload, Rules rules, Finding finding) {
        Shrinker.Shrunk shrunk = new Shrinker(rules, Limits.USUAL_STEPS)
                .shrink(workload, each -> scenario(ReplayToken.unnamed(each)), finding);
        Workload smallest = ReplayToken.unnamed(shrunk.workload());
        ReplayToken token = ReplayToken.of(smallest, rules, shrunk.finding());
        return new Found(
                shrunk.finding().violation().toString(),
                shrunk.finding().lines(),
                smallest,
                token.text(),
                switch (token.subject()) {
                    case ReplayToken.Subject.Elsewhere elsewhere ->
                        Optional.of(new Besides(smallest, Optional.empty()));
                    case ReplayToken.Subject.WithChoicesElsewhere both ->
                        Optional.of(new Besides(smallest, Optional.of(token.choicesText())));
                    case ReplayToken.Subject.Inline inline -> Optional.empty();
                    case ReplayToken.Subject.Named named -> Optional.empty();
                });
    }

    static Scenario scenario(Workload workload) {
        boolean forgetful =
                workload.schedulers().stream().allMatch(line -> OnTimeout.OF_CASES.contains(line.onTimeout()));
        return forgetful
                ? WorkloadScenario.onForgetfulHardware(workload, new SimulatedBackend())
                : new WorkloadScenario(workload, (stage, device) -> new SimulatedBackend());
    }
}
