package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.ElapsedTime;
import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.Strategy;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.replay.FindingShrinker;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.World;
import io.gpusched.files.casefile.CaseReader;
import java.util.List;
import java.util.Optional;

/**
 * Explores in a world of its own, see {@link World}. The explorer's types are other classes in each world, so an {@link Expedition} carries
 * their names, and this class turns the names into this world's types.
 */
public final class ExploredWorld implements World {
    /** Makes the inhabitant of a world. */
    public ExploredWorld() {}

    @Override
    public Discovery explore(Expedition expedition) {
        Scenario scenario = scenario(expedition);
        Guarantees guarantees = guarantees(expedition);
        Limits limits = new Limits(expedition.schedules(), expedition.nanos(), Limits.USUAL_STEPS, 0);
        Report report = new Explorer(scenario, guarantees, settings(expedition), limits, new ElapsedTime()).explore();
        Finding finding = report.finding();
        if (finding == null) {
            return new Discovery(report.schedules(), report.covered(), report.nanos(), "", "", List.of(), "", true);
        }
        Finding shortest = new FindingShrinker(guarantees, Limits.USUAL_STEPS).shrink(scenario, finding);
        ReplayToken token = ReplayToken.of(new ReplayToken.Subject.Named(expedition.name()), guarantees, shortest);
        return new Discovery(
                report.schedules(),
                false,
                report.nanos(),
                shortest.violation().rule().id(),
                shortest.violation().toString(),
                shortest.lines(),
                token.text(),
                true);
    }

    @Override
    public Discovery repeat(Expedition expedition, String token) {
        Repetition repetition = Repetition.run(
                scenario(expedition), guarantees(expedition), ReplayToken.parse(token), Optional.empty());
        return new Discovery(
                1,
                false,
                0,
                repetition.rule().orElse(""),
                repetition.violation(),
                repetition.history(),
                token,
                repetition.same());
    }

    private static Scenario scenario(Expedition expedition) {
        Workload workload = CaseReader.readPlayable(
                        expedition.name(), expedition.workload().lines().toList())
                .fold(
                        problems -> {
                            throw new IllegalArgumentException(problems.mkString("; "));
                        },
                        read -> read);
        return Drivers.scenario(expedition.driver(), workload);
    }

    private static Guarantees guarantees(Expedition expedition) {
        return new Guarantees(Queues.parse(expedition.queues()), Labels.get(Lateness.values(), expedition.late()));
    }

    private static SearchSettings settings(Expedition expedition) {
        return new SearchSettings(
                Labels.get(Strategy.values(), expedition.strategy()), expedition.seed(), SearchSettings.USUAL_DEPTH);
    }
}
