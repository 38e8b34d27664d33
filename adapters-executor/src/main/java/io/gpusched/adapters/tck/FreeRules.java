package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.FAILING;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.NOTHING;
import static io.gpusched.application.provider.SampleWork.REFUSED;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Chapter 7: what hardware keeps for jobs. */
final class FreeRules {
    private FreeRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                        "H-7.1",
                        "After the last free the hardware holds nothing for jobs.",
                        "What is left is a leak, and what is less than nothing was given back twice.",
                        "free_job puts what run_job has taken",
                        FreeRules::holdsNothingInTheEnd),
                must(
                        "H-7.2",
                        "What is held never falls below nothing.",
                        "Something given back twice belongs to somebody else the second time.",
                        OURS,
                        FreeRules::neverHoldsLessThanNothing),
                must(
                        "H-7.3",
                        "Refused, failing and needless jobs leave nothing behind.",
                        "The ways out of run are where leaks are.",
                        OURS,
                        FreeRules::leavesNothingOfOtherJobs),
                must(
                                "H-7.4",
                                "After a timeout and its recovery nothing is held.",
                                "A reset gives back what the lost runs had taken.",
                                OURS,
                                FreeRules::holdsNothingAfterATimeout)
                        .with(WORK, HANGING),
                must(
                                "H-7.5",
                                "After a cancel nothing is held.",
                                "The job has ended like any other.",
                                OURS,
                                FreeRules::holdsNothingAfterACancel)
                        .needing(Capability.CANCELS)
                        .with(WORK, HANGING),
                must(
                        "H-7.6",
                        "After a teardown nothing is held, when the work that was under way has ended.",
                        "free comes at the teardown, while the hardware may still work.",
                        "drm_sched_fini() frees what it has cancelled",
                        FreeRules::holdsNothingAfterATeardown),
                must(
                        "H-7.7",
                        "free takes jobs that were never given to run.",
                        "A job whose client was closed while it waited is freed as well.",
                        "drm_sched_entity_kill_jobs_work() calls free_job",
                        FreeRules::freesWhatNeverRan),
                must(
                                "H-7.8",
                                "A job is not completed after it was freed.",
                                "Its memory may belong to another one by then.",
                                "free_job frees the job",
                                FreeRules::doesNotTouchWhatIsFreed)
                        .needing(Capability.CANCELS)
                        .without(Capability.LATE_AFTER_CANCEL)
                        .with(WORK, HANGING));
    }

    private static void requireNothingHeld(Bench bench, String when) {
        if (bench.resourcesHeld().isPresent()) {
            boolean nothing = bench.comes(() -> bench.resourcesHeld().orElse(0) == 0);
            if (!nothing) {
                throw RuleBroken.by(
                        "the hardware holds " + bench.resourcesHeld().orElse(0) + " things " + when);
            }
        }
    }

    private static void holdsNothingInTheEnd(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(20), WORK);

        bench.awaitFrees(jobs);

        requireNothingHeld(bench, "after " + jobs.size() + " jobs were freed");
    }

    private static void neverHoldsLessThanNothing(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < stage.upTo(10); i++) {
            Job job = bench.submit(WORK);
            bench.awaitFrees(List.of(job));
            OptionalLong held = bench.resourcesHeld();
            if (held.orElse(0) < 0) {
                throw RuleBroken.by(
                        "the hardware holds " + held.getAsLong() + " things after job " + job.id() + " was freed");
            }
        }
    }

    private static void leavesNothingOfOtherJobs(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = new ArrayList<>();
        for (SampleWork each : List.of(REFUSED, FAILING, NOTHING, WORK)) {
            if (stage.backend().sample(each) != null) {
                jobs.addAll(bench.submitAll(stage.upTo(3), each));
            }
        }
        jobs.add(bench.call(() -> {
            Job cancelled =
                    bench.submitHere(bench.device(), bench.client(0), bench.payload(WORK), bench.freeJobNumber(), 1);
            boolean _ = bench.device().cancel(cancelled);
            return cancelled;
        }));

        bench.awaitFrees(jobs);

        requireNothingHeld(bench, "after refused, failing, needless and cancelled jobs were freed");
    }

    private static void holdsNothingAfterATimeout(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        List<Job> others = bench.submitAll(stage.upTo(3), WORK);
        bench.awaitEnds(others);
        bench.await("timedOut was never called", () -> bench.witness().timeouts(hung) > 0);
        bench.await("job " + hung.id() + " has not ended", () -> bench.witness().isFinished(hung));

        requireNothingHeld(bench, "after a job has timed out and all have ended");
    }

    private static void holdsNothingAfterACancel(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < stage.upTo(3); i++) {
            Job job = bench.submit(HANGING);
            bench.awaitRun(job);
            boolean _ = bench.cancel(job);
            bench.awaitFrees(List.of(job));
        }

        requireNothingHeld(bench, "after jobs were cancelled and freed");
    }

    private static void holdsNothingAfterATeardown(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        boolean endsHung = stage.can(Capability.CANCELS) && stage.backend().sample(HANGING) != null;
        SampleWork work = endsHung ? HANGING : stage.backend().sample(LONG_WORK) == null ? WORK : LONG_WORK;
        List<Job> jobs = bench.submitAll(stage.upTo(4), work);
        bench.awaitRun(jobs.getFirst());

        bench.tearDown();

        requireNothingHeld(bench, "after the teardown, and time enough for what was under way");
    }

    private static void freesWhatNeverRan(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.call(() -> {
            List<Job> made = new ArrayList<>();
            for (int i = 0; i < stage.upTo(6); i++) {
                made.add(bench.submitHere(
                        bench.device(), bench.client(0), bench.payload(WORK), bench.freeJobNumber(), 1));
            }
            bench.device().close(bench.client(0));
            return made;
        });

        bench.awaitFrees(jobs);
        List<Job> later = bench.submitForAnother(stage.upTo(2), WORK);
        bench.awaitFrees(later);

        later.forEach(bench::requireSuccess);
        requireNothingHeld(bench, "after jobs were freed that had never run");
    }

    private static void doesNotTouchWhatIsFreed(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(4), HANGING);
        bench.awaitRun(jobs.getFirst());
        bench.tearDown();
        int before = bench.witness().allCompletions();

        bench.pass(3);

        int after = bench.witness().allCompletions();
        if (after > before) {
            throw RuleBroken.by(after - before + " completions were called after the teardown had freed their jobs");
        }
    }
}
