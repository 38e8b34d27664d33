package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.adapters.tck.RuleBroken.Trace;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import java.util.List;

/** Chapter 6: jobs that somebody gives up, and teardown. */
final class CancelRules {
    private static final int QUIET_TIMEOUTS = 3;

    private CancelRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                                "H-6.1",
                                "A running job that is cancelled ends with ECANCELED.",
                                "Somebody has given it up, and its credits are wanted back.",
                                "drm_sched_backend_ops.cancel_job",
                                CancelRules::endsWhatIsCancelled)
                        .needing(Capability.CANCELS)
                        .with(WORK, HANGING),
                must(
                                "H-6.2",
                                "A running job that cannot be cancelled runs to its end and is completed once.",
                                "It keeps its credits until then, like any other.",
                                OURS,
                                CancelRules::letsTheJobEnd)
                        .without(Capability.CANCELS),
                must(
                                "H-6.3",
                                "A cancelled run is completed at most once.",
                                "What was cancelled has ended; its work may not report again.",
                                "dma_fence_signal() returns -EINVAL the second time",
                                CancelRules::completesACancelledRunOnce)
                        .with(WORK),
                must(
                                "H-6.4",
                                "The completion of a cancelled job comes before cancel returns.",
                                "Hardware that needs longer declares LATE_AFTER_CANCEL.",
                                OURS,
                                CancelRules::completesInsideCancel)
                        .needing(Capability.CANCELS)
                        .without(Capability.LATE_AFTER_CANCEL)
                        .with(WORK, HANGING),
                must(
                                "H-6.5",
                                "To cancel a job disturbs no other job.",
                                "The jobs beside and behind it succeed.",
                                OURS,
                                CancelRules::disturbsNoOther)
                        .needing(Capability.CANCELS)
                        .with(WORK, HANGING),
                must(
                                "H-6.6",
                                "A job may be cancelled twice.",
                                "Two people may give the same job up.",
                                OURS,
                                CancelRules::mayBeCancelledTwice)
                        .with(WORK),
                must(
                        "H-6.7",
                        "To cancel a job whose run is over does nothing.",
                        "A teardown cancels all jobs that were not freed yet, also those that have ended.",
                        "drm_sched_fini() walks the pending list",
                        CancelRules::ignoresWhatIsOver),
                must(
                        "H-6.8",
                        "A job that is cancelled while it waits ends with ECANCELED and disturbs nothing.",
                        "It comes to run with its error, or never.",
                        OURS,
                        CancelRules::endsWhatWaits),
                must(
                        "H-6.9",
                        "A teardown ends all jobs, whatever state they are in, and throws nothing.",
                        "It comes when a program ends, in the middle of anything.",
                        "drm_sched_fini()",
                        CancelRules::isTornDown),
                must(
                        "H-6.10",
                        "After a teardown the same hardware serves another device.",
                        "Devices are opened and closed; the hardware stays.",
                        OURS,
                        CancelRules::servesTheNextDevice),
                must(
                                "H-6.11",
                                "After a cancel the hardware works again.",
                                "What the job held is free.",
                                OURS,
                                CancelRules::worksAfterACancel)
                        .needing(Capability.CANCELS)
                        .with(WORK, HANGING),
                must(
                                "H-6.12",
                                "A job that was killed by its timeout may be cancelled, and one that was cancelled may time out.",
                                "Both happen at the same time now and then.",
                                OURS,
                                CancelRules::survivesCancelAndTimeout)
                        .with(WORK, HANGING));
    }

    private static void endsWhatIsCancelled(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(HANGING);
        bench.awaitRun(job);

        boolean _ = bench.cancel(job);

        bench.await(
                "job " + job.id() + " was cancelled and has not ended",
                () -> bench.witness().isFinished(job));
        bench.requireError(job, List.of(Errno.ECANCELED));
    }

    private static void letsTheJobEnd(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(longest(stage));
        bench.awaitRun(job);

        boolean _ = bench.cancel(job);

        bench.awaitFrees(List.of(job));
        bench.witness().runs(job).forEach(CompletionRules::requireOnce);
    }

    private static SampleWork longest(RuleStage stage) {
        return stage.backend().sample(LONG_WORK) == null ? WORK : LONG_WORK;
    }

    private static void completesACancelledRunOnce(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < stage.upTo(4); i++) {
            Job job = bench.submit(longest(stage));
            bench.awaitRun(job);
            boolean _ = bench.cancel(job);
            bench.awaitEnd(job);
        }
        bench.pass(QUIET_TIMEOUTS);

        bench.witness().runs().forEach(CompletionRules::requireOnce);
    }

    private static void completesInsideCancel(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(HANGING);
        RunRecord run = bench.awaitRun(job);

        boolean _ = bench.cancel(job);

        if (bench.witness().firstEnd(run) == null) {
            throw RuleBroken.by("cancel(job " + job.id() + ") returned before the job was completed");
        }
    }

    private static void disturbsNoOther(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(HANGING);
        List<Job> others = bench.submitAll(stage.upTo(5), WORK);
        bench.awaitRun(job);
        if (bench.creditLimit() > 1) {
            bench.awaitRun(others.getFirst());
        }

        boolean _ = bench.cancel(job);

        bench.awaitEnds(others);
        others.forEach(bench::requireSuccess);
    }

    private static void mayBeCancelledTwice(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(longest(stage));
        bench.awaitRun(job);

        bench.run(() -> {
            boolean _ = bench.device().cancel(job);
            bench.hardware(0).cancel(job);
        });
        bench.awaitEnd(job);
        Job next = bench.submit(WORK);
        bench.awaitEnd(next);

        bench.requireSuccess(next);
        bench.witness().runs(job).forEach(CompletionRules::requireOnce);
    }

    private static void ignoresWhatIsOver(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Hardware hardware = bench.hardware(0);
        Job job = bench.submit(WORK);
        bench.await("job " + job.id() + " has not ended", () -> {
            return bench.witness().completions(job) > 0 || bench.witness().isFinished(job);
        });

        bench.run(() -> hardware.cancel(job));
        bench.awaitFrees(List.of(job));
        Job next = bench.submit(WORK);
        bench.awaitEnd(next);

        bench.requireSuccess(job);
        bench.requireSuccess(next);
        bench.witness().runs(job).forEach(CompletionRules::requireOnce);
    }

    private static void endsWhatWaits(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> others = bench.submitAll(Bench.CREDITS, WORK);
        Job waiting = bench.call(() -> {
            Job job = bench.submitHere(bench.device(), bench.client(0), bench.payload(WORK), bench.freeJobNumber(), 1);
            boolean _ = bench.device().cancel(job);
            return job;
        });

        bench.awaitFrees(others);
        bench.awaitFrees(List.of(waiting));

        bench.requireError(waiting, List.of(Errno.ECANCELED));
        others.forEach(bench::requireSuccess);
    }

    private static void isTornDown(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        SampleWork work = stage.backend().sample(HANGING) == null ? longest(stage) : HANGING;
        List<Job> jobs = bench.submitAll(stage.upTo(8), work);
        bench.awaitRun(jobs.getFirst());

        bench.tearDown();
        bench.pass(QUIET_TIMEOUTS);

        for (Job each : jobs) {
            int frees = bench.witness().frees(each);
            if (frees != 1) {
                throw RuleBroken.by("job " + each.id() + " was freed " + frees + " times at the teardown");
            }
        }
        for (RunRecord each : bench.witness().runs()) {
            CompletionRules.requireOnce(each);
        }
    }

    private static void servesTheNextDevice(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> first = bench.submitAll(stage.upTo(4), longest(stage));
        bench.awaitRun(first.getFirst());
        bench.tearDown();

        OtherDevice other = OtherDevice.over(bench);
        List<Job> jobs = other.submit(stage.upTo(4), WORK);

        bench.awaitEnds(jobs);
        jobs.forEach(bench::requireSuccess);
    }

    private static void worksAfterACancel(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < QUIET_TIMEOUTS; i++) {
            Job job = bench.submit(HANGING);
            bench.awaitRun(job);
            boolean _ = bench.cancel(job);
            Job next = bench.submit(WORK);
            bench.awaitEnd(next);
            bench.requireSuccess(next);
        }
    }

    private static void survivesCancelAndTimeout(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job job = bench.submit(HANGING);
        bench.await("timedOut was never called", () -> bench.witness().timeouts(job) > 0);
        bench.run(() -> bench.hardware(0).cancel(job));
        Job next = bench.submitForOneMore(WORK);

        bench.awaitEnd(next);
        bench.pass(2);

        for (RunRecord each : bench.witness().runs()) {
            List<RunRecord.End> ends = List.copyOf(each.ends());
            if (ends.size() > 1) {
                throw RuleBroken.by(
                        each + " was completed " + ends.size() + " times, by its timeout and by the cancel",
                        new Trace("the second completion", ends.get(1).frames()));
            }
        }
    }
}
