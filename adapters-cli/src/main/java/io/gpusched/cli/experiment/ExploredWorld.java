package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Discipline;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Shrinker;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.World;
import io.gpusched.files.casefile.CaseReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The explorer as the museum sees it: in words. An instance lives in a world of its own, see {@link World}. */
public final class ExploredWorld implements World {
    private static final Map<String, Discipline> DISCIPLINES = Map.of(
            "ordered", Discipline.ORDERED,
            "unordered", Discipline.UNORDERED,
            "in-name-only", Discipline.OVERLAPPING,
            "concurrent", Discipline.CONCURRENT);
    private static final String OVERLAPPING = "overlapping";
    private static final int DEPTH = 3;

    /** Makes an inhabitant. */
    public ExploredWorld() {}

    @Override
    public Discovery explore(Expedition expedition) {
        Scenario scenario = scenario(expedition);
        Rules rules = rules(expedition);
        Limits limits = new Limits(expedition.schedules(), expedition.nanos(), Limits.USUAL_STEPS, 0);
        Report report = new Explorer(scenario, rules, strategy(expedition), limits, new ElapsedTime()).explore();
        Finding finding = report.finding();
        if (finding == null) {
            return new Discovery(report.schedules(), report.covered(), report.nanos(), "", "", List.of(), "", true);
        }
        Finding shortest = new Shrinker(rules, Limits.USUAL_STEPS).shrink(scenario, finding);
        ReplayToken token = ReplayToken.of(new ReplayToken.Subject.Named(expedition.name()), rules, shortest);
        return new Discovery(
                report.schedules(),
                false,
                report.nanos(),
                shortest.violation().rule().id(),
                shortest.violation().seen(),
                shortest.lines(),
                token.text(),
                true);
    }

    @Override
    public Discovery repeat(Expedition expedition, String token) {
        Repetition repetition =
                Repetition.run(scenario(expedition), rules(expedition), ReplayToken.parse(token), Optional.empty());
        return new Discovery(
                1,
                false,
                0,
                repetition.rule().orElse(""),
                repetition.seen(),
                repetition.history(),
                token,
                repetition.same());
    }

    private static Scenario scenario(Expedition expedition) {
        Workload workload = CaseReader.read(
                        expedition.name(), expedition.workload().lines().toList())
                .fold(
                        problems -> {
                            throw new IllegalArgumentException(problems.mkString("; "));
                        },
                        read -> read);
        return Drivers.scenario(expedition.driver(), workload);
    }

    private static Rules rules(Expedition expedition) {
        Timing timing = switch (expedition.late()) {
            case "none" -> Timing.EXACT;
            case "work" -> Timing.WORK_LATE;
            case "all" -> Timing.ALL_LATE;
            default -> throw new IllegalArgumentException("what may be late: " + expedition.late());
        };
        String[] words = expedition.queues().split(" ", -1);
        Queues queues = new Queues(discipline(words[0]), Map.of(), false);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            queues = words[i].equals(OVERLAPPING)
                    ? queues.overlapping()
                    : queues.with(words[i].substring(0, equals), discipline(words[i].substring(equals + 1)));
        }
        return new Rules(queues, timing);
    }

    private static Discipline discipline(String word) {
        Discipline known = DISCIPLINES.get(word);
        if (known == null) {
            throw new IllegalArgumentException("a discipline of a queue: " + word);
        }
        return known;
    }

    private static Strategy strategy(Expedition expedition) {
        return switch (expedition.strategy()) {
            case "random" -> new Strategy.SeededRandom(expedition.seed());
            case "pct" -> new Strategy.Pct(expedition.seed(), DEPTH);
            case "exhaustive" -> new Strategy.Exhaustive();
            default -> throw new IllegalArgumentException("a strategy: " + expedition.strategy());
        };
    }
}
