package io.gpusched.cli.sweep;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.files.scenario.StudyPlan;
import io.gpusched.files.scenario.StudyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Studies for tests, of scenarios that are given as text. */
final class Studies {
    private Studies() {}

    /** A study of a scenario; the study names one workload whose file is never looked at. */
    static Study of(String study, String... scenarios) {
        StudyPlan plan = StudyReader.read("study", study).get();
        List<LongFunction<Workload>> sources = new ArrayList<>();
        for (String scenario : scenarios) {
            var family = ScenarioReader.family("scenario", scenario, Latency.NONE, Providers.POLICIES_INSIDE)
                    .get();
            sources.add(seed -> family.apply(seed).get());
        }
        return new Study("study", plan, SweepSetting.all(plan), sources, "0123456789abcdef");
    }

    /** Plays all replications of a study here, without keeping them. */
    static StudyResults play(Study study) {
        StudyResults results = new StudyResults(study);
        for (int shard = 0; shard < study.shards(study.plan().effort().atMost()); shard++) {
            study.play(shard).forEach(results::add);
        }
        return results;
    }
}
