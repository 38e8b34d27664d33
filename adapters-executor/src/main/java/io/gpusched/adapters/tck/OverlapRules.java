package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.provider.Capability;
import io.gpusched.domain.sched.Job;
import java.util.List;

/** Chapter 3: whether jobs overlap. */
final class OverlapRules {
    private static final int QUESTIONS = 20;

    private OverlapRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                        "H-3.1",
                        "overlaps always answers the same.",
                        "The scheduler asks once, when it is made.",
                        OURS,
                        OverlapRules::alwaysAnswersTheSame),
                must(
                        "H-3.2",
                        "overlaps agrees with the declared capability OVERLAPPING.",
                        "People choose settings by what a backend declares.",
                        OURS,
                        OverlapRules::agreesWithTheCapability),
                must(
                        "H-3.3",
                        "The hardware for another device overlaps if this one does.",
                        "It is the same hardware.",
                        OURS,
                        OverlapRules::anotherDeviceOverlapsTheSame));
    }

    private static void alwaysAnswersTheSame(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        boolean first = overlaps(bench.hardware(0), bench);
        requireSame(bench, first, "before the first job");
        List<Job> jobs = bench.submitAll(stage.upTo(4), WORK);
        bench.awaitRun(jobs.getFirst());
        requireSame(bench, first, "while a job runs");
        bench.awaitFrees(jobs);
        requireSame(bench, first, "after the last job");
    }

    private static void requireSame(Bench bench, boolean first, String when) {
        for (int i = 0; i < QUESTIONS; i++) {
            if (overlaps(bench.hardware(0), bench) != first) {
                throw RuleBroken.by("overlaps() returned " + first + " at first and " + !first + " " + when);
            }
        }
    }

    private static boolean overlaps(Hardware hardware, Bench bench) {
        return bench.call(hardware::overlaps);
    }

    private static void agreesWithTheCapability(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        boolean answer = overlaps(bench.hardware(0), bench);
        if (answer != stage.can(Capability.OVERLAPPING)) {
            throw RuleBroken.by("overlaps() returned " + answer + ", and the backend "
                    + (answer ? "does not declare" : "declares") + " OVERLAPPING");
        }
    }

    private static void anotherDeviceOverlapsTheSame(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        boolean here = overlaps(bench.hardware(0), bench);
        Hardware another = bench.call(() -> bench.hardware(0).forDevice());
        if (overlaps(another, bench) != here) {
            throw RuleBroken.by("overlaps() returned " + here + " and that of forDevice() returned " + !here);
        }
    }
}
