package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.NOTHING;
import static io.gpusched.application.provider.SampleWork.REFUSED;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.adapters.tck.RuleBroken.Trace;
import io.gpusched.application.port.Launch;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Chapter 1: how hardware takes jobs. */
final class RunRules {
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CALLS = 6;
    private static final int LOAD = 7;

    private RunRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                        "H-1.1",
                        "run, free and prepare return at once.",
                        "They are called on the writer, and whatever waits there stops all clients.",
                        "run_job is called from a work item that also serves the other jobs of the ring",
                        RunRules::returnsAtOnce),
                must(
                                "H-1.2",
                                "timedOut and cancel return at once.",
                                "They are called on the writer as well; what takes time ends in a completion.",
                                OURS,
                                RunRules::givesUpAtOnce)
                        .with(HANGING),
                must(
                        "H-1.3",
                        "run answers and throws nothing: RUNNING, NOTHING or Refused, never null.",
                        "Trouble is an error of the job; an exception ends the writer.",
                        "drm_sched_backend_ops.run_job returns a fence, NULL or ERR_PTR",
                        RunRules::answers),
                must(
                        "H-1.4",
                        "Each run that was accepted is completed.",
                        "A job that is not completed keeps its credits for ever.",
                        "drm_sched_job_done_cb() is the only end of a job",
                        RunRules::completes),
                must(
                                "H-1.5",
                                "A job that the hardware does not take is refused by run, with an error.",
                                "The refusal is the error of the job, and the next job is served.",
                                "drm_sched_run_job_work(), IS_ERR(fence)",
                                RunRules::refuses)
                        .with(WORK, REFUSED),
                must(
                                "H-1.6",
                                "A job that needs no run is answered with NOTHING, and ends without an error.",
                                "The job is done at once.",
                                "drm_sched_run_job_work(), a NULL fence",
                                RunRules::doesNothing)
                        .with(WORK, NOTHING),
                must(
                        "H-1.7",
                        "A job that bears an error already ends as well: refused, answered with NOTHING, or completed.",
                        "Jobs of guilty and of cancelled clients come to run with their error, and must not be kept.",
                        "drivers look at s_fence->finished.error in run_job",
                        RunRules::endsWhatBearsAnError),
                must(
                        "H-1.8",
                        "Jobs with equal payloads are different jobs.",
                        "The job is the key, and two clients may ask for the same.",
                        OURS,
                        RunRules::tellsJobsApart),
                must(
                        "H-1.9",
                        "Every job of many is completed once, in many rounds.",
                        "What is lost now and then is lost under load.",
                        OURS,
                        RunRules::survivesLoad));
    }

    private static void returnsAtOnce(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < CALLS; i++) {
            bench.awaitFrees(List.of(bench.submit(WORK)));
        }
        requireQuick(bench, "run");
        requireQuick(bench, "free");
        requireQuick(bench, "prepare");
    }

    private static void givesUpAtOnce(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        for (int i = 0; i < CALLS / 2; i++) {
            Job job = bench.submitForOneMore(HANGING);
            bench.await(
                    "job " + job.id() + " hangs, and timedOut was never called",
                    () -> bench.witness().timeouts(job) > 0);
        }
        requireQuick(bench, "timedOut");
        Bench other = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < CALLS / 2; i++) {
            Job job = other.submit(HANGING);
            other.awaitRun(job);
            boolean _ = other.cancel(job);
        }
        requireQuick(other, "cancel");
    }

    /** The quickest of several calls must be within the budget, since a slow machine makes some of them slow, and not all. */
    private static void requireQuick(Bench bench, String method) {
        List<HardwareCall> calls = bench.witness().calls(method);
        long now = System.nanoTime();
        HardwareCall quickest = null;
        for (HardwareCall each : calls) {
            if (quickest == null || each.realNanos(now) < quickest.realNanos(now)) {
                quickest = each;
            }
        }
        if (quickest != null && quickest.realNanos(now) > BUDGET_NANOS) {
            throw RuleBroken.by(
                    quickest + " took " + Witness.time(quickest.realNanos(now)) + ", and was the quickest of "
                            + calls.size() + " calls of " + method
                            + (quickest.hasWaited() ? "; it waited" : "; it computed"),
                    new Trace("the writer's stack inside", quickest.sample()));
        }
    }

    private static void answers(RuleStage stage) {
        for (SampleWork each : SampleWork.values()) {
            if (stage.backend().sample(each) != null) {
                Bench bench = stage.open(BenchSettings.PLAIN);
                RunRecord run = bench.awaitRun(bench.submit(each));
                requireAnswer(bench, run);
            }
        }
    }

    private static void requireAnswer(Bench bench, RunRecord run) {
        if (run.launch() == null) {
            throw RuleBroken.by("run(" + run + ") returned null");
        }
        HardwareCall thrower = bench.witness().firstThrown();
        if (thrower != null && thrower.thrown() instanceof Throwable thrown) {
            throw RuleBroken.by(thrower + " threw " + thrown, Bench.trace("where", thrown));
        }
    }

    private static void completes(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(30), WORK);

        bench.awaitEnds(jobs);

        for (Job each : jobs) {
            RunRecord run = bench.awaitRun(each);
            if (run.launch() instanceof Launch.Refused) {
                throw RuleBroken.by("work that should succeed was refused: run(" + run + ") returned " + run.launch());
            }
        }
    }

    private static void refuses(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job refused = bench.submit(REFUSED);
        Job next = bench.submit(WORK);

        RunRecord run = bench.awaitRun(refused);
        if (!(run.launch() instanceof Launch.Refused)) {
            throw RuleBroken.by("run(" + run + ") returned " + run.launch() + " for work that is to be refused");
        }
        bench.awaitFrees(List.of(refused, next));
        bench.requireError(refused, List.of());
        bench.requireSuccess(next);
    }

    private static void doesNothing(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job nothing = bench.submit(NOTHING);
        Job next = bench.submit(WORK);

        RunRecord run = bench.awaitRun(nothing);
        if (run.launch() != Launch.Accepted.NOTHING) {
            throw RuleBroken.by("run(" + run + ") returned " + run.launch() + " for work that needs no run");
        }
        bench.awaitFrees(List.of(nothing, next));
        bench.requireSuccess(nothing);
    }

    private static void endsWhatBearsAnError(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.call(() -> {
            Job made = bench.submitHere(bench.device(), bench.client(0), bench.payload(WORK), bench.freeJobNumber(), 1);
            boolean _ = bench.device().cancel(made);
            return made;
        });
        Job next = bench.submit(WORK);

        bench.awaitFrees(List.of(job, next));

        bench.requireError(job, List.of());
        bench.requireSuccess(next);
    }

    private static void tellsJobsApart(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(8), WORK);

        bench.awaitFrees(jobs);

        jobs.forEach(bench::requireSuccess);
    }

    private static void survivesLoad(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> all = new ArrayList<>();
        for (int round = 0; round < LOAD; round++) {
            List<Job> jobs = bench.submitAll(stage.upTo(30), WORK);
            bench.awaitFrees(jobs);
            all.addAll(jobs);
        }
        for (Job each : all) {
            int completions = bench.witness().completions(each);
            if (completions > 1) {
                throw RuleBroken.by("job " + each.id() + " was completed " + completions + " times in one run");
            }
        }
    }
}
