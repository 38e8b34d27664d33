package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.port.Launch;
import io.gpusched.application.provider.Capability;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Chapter 4: several jobs at a time, and jobs of several credits. */
final class CreditUseRules {
    private static final int ROUNDS = 5;

    private CreditUseRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                                "H-4.1",
                                "Hardware takes as many jobs as there are credits.",
                                "The credit limit says what fits; the scheduler never gives more.",
                                "drm_sched_can_queue()",
                                CreditUseRules::takesAllThatFit)
                        .needing(Capability.CREDITS)
                        .with(WORK, HANGING),
                must(
                                "H-4.2",
                                "A job of several credits runs, up to the whole limit, and is completed once.",
                                "Its credits are one job's, however many they are.",
                                "drm_sched_job.credits",
                                CreditUseRules::runsBigJobs)
                        .needing(Capability.CREDITS),
                must(
                                "H-4.3",
                                "Jobs of different sizes leave the hardware as they found it, round after round.",
                                "Room that is taken by size must be given back by size.",
                                "drm_sched_job.credits",
                                CreditUseRules::givesBackWhatItTook)
                        .needing(Capability.CREDITS),
                must(
                                "H-4.4",
                                "What the hardware counts as taken is the sum of the credits of the jobs that it has.",
                                "Hardware that counts jobs instead of credits takes too much at a time.",
                                "drm_gpu_scheduler.credit_count",
                                CreditUseRules::countsCredits)
                        .needing(Capability.CREDITS)
                        .with(WORK, HANGING));
    }

    private static void takesAllThatFit(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(Bench.CREDITS, HANGING);

        for (Job each : jobs) {
            RunRecord run = bench.awaitRun(each);
            if (run.launch() != Launch.Accepted.RUNNING) {
                throw RuleBroken.by("run(" + run + ") returned " + run.launch() + " while "
                        + (each.id() - jobs.getFirst().id()) + " of " + Bench.CREDITS + " credits were in use");
            }
        }
    }

    private static void runsBigJobs(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = new ArrayList<>();
        for (int credits = Bench.CREDITS; credits >= 1; credits--) {
            jobs.add(bench.submit(bench.client(0), WORK, credits));
        }

        bench.awaitFrees(jobs);
        bench.pass(1);

        for (Job each : jobs) {
            bench.requireSuccess(each);
            bench.witness().runs(each).forEach(CompletionRules::requireOnce);
        }
    }

    private static void givesBackWhatItTook(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        OptionalLong before = bench.resourcesHeld();
        for (int round = 0; round < stage.upTo(ROUNDS); round++) {
            List<Job> jobs = new ArrayList<>();
            for (int credits : new int[] {1, 3, 2, Bench.CREDITS, 1, 2}) {
                jobs.add(bench.submit(bench.client(0), WORK, credits));
            }
            bench.awaitFrees(jobs);
            jobs.forEach(bench::requireSuccess);
            OptionalLong after = bench.resourcesHeld();
            if (!after.equals(before)) {
                throw RuleBroken.by("the hardware held " + before.orElse(0) + " before and " + after.orElse(0)
                        + " after jobs of 1, 3, 2, 4, 1 and 2 credits");
            }
        }
    }

    private static void countsCredits(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        requireCount(bench, 0, "before the first job");
        bench.awaitRun(bench.submit(bench.client(0), HANGING, 3));
        requireCount(bench, 3, "with a job of 3 credits on it");
        bench.awaitRun(bench.submit(HANGING));
        requireCount(bench, 4, "with jobs of 3 credits and of 1 on it");
    }

    private static void requireCount(Bench bench, long expected, String when) {
        OptionalLong counted = bench.call(() -> bench.opened().creditsHeld());
        if (counted.isPresent() && counted.getAsLong() != expected) {
            throw RuleBroken.by(
                    "the hardware counted " + counted.getAsLong() + " credits instead of " + expected + " " + when);
        }
    }
}
