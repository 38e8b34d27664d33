package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.FAILING;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.NOTHING;
import static io.gpusched.application.provider.SampleWork.REFUSED;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.adapters.tck.RuleBroken.Trace;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;

/** Chapter 2: what a completion says, and when. */
final class CompletionRules {
    private static final int MANY_FAILURES = 40;
    private static final int QUIET_TIMEOUTS = 3;

    private CompletionRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                        "H-2.1",
                        "Work that succeeds ends without an error.",
                        "The error of the finished fence is what clients see.",
                        "dma_fence_set_error() only on trouble",
                        CompletionRules::succeeds),
                must(
                                "H-2.2",
                                "Work that fails ends with an error, once.",
                                "A client must not take a failure for a result.",
                                "dma_fence_set_error() before dma_fence_signal()",
                                CompletionRules::fails)
                        .with(WORK, FAILING),
                must(
                        "H-2.3",
                        "A run is completed at most once; a second completion, one after a reset or one after a teardown is ignored.",
                        "The scheduler counts and ignores it, but it shows that the hardware has lost track of its jobs.",
                        "dma_fence_signal() returns -EINVAL the second time",
                        CompletionRules::completesOnce),
                must(
                                "H-2.4",
                                "A completion belongs to the run that it was given for.",
                                "Otherwise one client gets the error or the result of another.",
                                "each run_job returns a fence of its own",
                                CompletionRules::completesTheRightRun)
                        .with(WORK, FAILING),
                must(
                                "H-2.5",
                                "Work that has not ended is not completed.",
                                "Its memory would be freed while the hardware still uses it.",
                                "a fence signals when the hardware is done with the job",
                                CompletionRules::doesNotCompleteWhatHangs)
                        .with(WORK, HANGING),
                must(
                                "H-2.6",
                                "Serial hardware completes jobs in the order in which it was given them.",
                                "Jobs are freed in that order, and later jobs may use what earlier ones have written.",
                                "the fences of a ring are of one context, in order",
                                CompletionRules::keepsOrder)
                        .without(Capability.OVERLAPPING),
                must(
                                "H-2.7",
                                "On overlapping hardware a short job is not held up by a long one that started before.",
                                "That is what overlapping means; schedulers free and time such jobs one by one.",
                                OURS,
                                CompletionRules::overtakes)
                        .needing(Capability.OVERLAPPING, Capability.CREDITS)
                        .with(WORK, LONG_WORK),
                must(
                                "H-2.8",
                                "A job that was refused is never completed.",
                                "It has ended with its refusal.",
                                "an ERR_PTR is no fence",
                                stage -> neverCompletes(stage, REFUSED))
                        .with(WORK, REFUSED),
                must(
                                "H-2.9",
                                "A job that was answered with NOTHING is never completed.",
                                "It has ended with the answer.",
                                "a NULL fence is no fence",
                                stage -> neverCompletes(stage, NOTHING))
                        .with(WORK, NOTHING),
                must(
                                "H-2.10",
                                "Failing jobs do not take the hardware with them.",
                                "A thread that dies with its job serves no other one.",
                                OURS,
                                CompletionRules::survivesFailures)
                        .with(WORK, FAILING),
                must(
                                "H-2.11",
                                "A failure has an error.",
                                "fail(null) would be a success for some and a failure for others.",
                                "dma_fence_set_error() refuses 0",
                                CompletionRules::failsWithAnError)
                        .with(WORK, FAILING),
                must(
                                "H-2.12",
                                "A completion does not come before the work could have ended.",
                                "Long work takes longer than short work, on an idle ring and in virtual time exactly so.",
                                "a fence signals when the hardware is done with the job",
                                CompletionRules::takesItsTime)
                        .without(Capability.REAL_TIME)
                        .with(WORK, LONG_WORK),
                must(
                        "H-2.13",
                        "A job that came after the ring had been idle is completed like any other.",
                        "Threads and interrupts that sleep while nothing runs must wake up again.",
                        OURS,
                        CompletionRules::wakesUp));
    }

    private static void succeeds(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(8), WORK);

        bench.awaitFrees(jobs);

        jobs.forEach(bench::requireSuccess);
    }

    private static void fails(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(4), FAILING);

        bench.awaitFrees(jobs);

        for (Job each : jobs) {
            RunRecord run = bench.awaitRun(each);
            if (!run.isAccepted()) {
                throw RuleBroken.by(
                        "run(" + run + ") returned " + run.launch() + " for work that is to run and to fail");
            }
            bench.requireError(each, List.of());
        }
    }

    private static void completesOnce(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = new ArrayList<>(bench.submitAll(stage.upTo(20), WORK));
        for (SampleWork each : List.of(FAILING, LONG_WORK)) {
            if (stage.backend().sample(each) != null) {
                jobs.add(bench.submit(each));
            }
        }

        bench.awaitEnds(jobs);
        bench.pass(QUIET_TIMEOUTS);

        bench.witness().runs().forEach(CompletionRules::requireOnce);
    }

    /** Demands that a run was not completed twice. */
    static void requireOnce(RunRecord run) {
        List<RunRecord.End> ends = List.copyOf(run.ends());
        if (ends.size() < 2) {
            return;
        }
        RunRecord.End first = ends.get(0);
        RunRecord.End second = ends.get(1);
        throw RuleBroken.by(
                run + " was completed " + (ends.size() == 2 ? "twice" : ends.size() + " times") + ": first "
                        + first.caller() + ", again " + second.caller() + " "
                        + Witness.time(second.nanos() - first.nanos()) + " later",
                new Trace("the first completion", first.frames()),
                new Trace("the second completion", second.frames()));
    }

    private static void completesTheRightRun(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitByTurns(stage.upTo(16) + 1, FAILING, WORK);

        bench.awaitEnds(jobs);

        for (int i = 0; i < jobs.size(); i++) {
            if (i % 2 == 0) {
                bench.requireError(jobs.get(i), List.of());
            } else {
                bench.requireSuccess(jobs.get(i));
            }
        }
    }

    private static void doesNotCompleteWhatHangs(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(HANGING);
        RunRecord run = bench.awaitRun(job);

        bench.pass(QUIET_TIMEOUTS);

        if (!run.isAccepted()) {
            throw RuleBroken.by("run(" + run + ") returned " + run.launch() + " for work that is to hang");
        }
        RunRecord.End end = bench.witness().firstEnd(run);
        if (end != null) {
            throw RuleBroken.by(
                    run + " hangs and was completed " + end.caller() + ", before it was timed out or cancelled",
                    new Trace("the completion", end.frames()));
        }
    }

    private static void keepsOrder(RuleStage stage) {
        boolean twoKinds = stage.backend().sample(LONG_WORK) != null;
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = twoKinds
                ? bench.submitByTurns(stage.upTo(8) + 1, LONG_WORK, WORK)
                : bench.submitAll(stage.upTo(8) + 1, WORK);

        bench.awaitEnds(jobs);

        RunRecord before = null;
        for (RunRecord each : bench.witness().runs()) {
            if (!each.ends().isEmpty()) {
                if (before != null && position(bench, each) < position(bench, before)) {
                    throw RuleBroken.by(
                            each + " was completed before " + before + ", which was given to the hardware before it");
                }
                before = each;
            }
        }
    }

    /** Returns the place of the first completion of a run among all completions. */
    private static int position(Bench bench, RunRecord run) {
        return bench.witness().place(run);
    }

    private static void overtakes(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job slow = bench.submit(LONG_WORK);
        Job quick = bench.submit(WORK);

        bench.awaitEnds(List.of(slow, quick));

        if (bench.witness().place(bench.awaitRun(quick)) > bench.witness().place(bench.awaitRun(slow))) {
            throw RuleBroken.byAbsence("job " + quick.id() + " was given to the hardware beside job " + slow.id()
                    + ", which takes longer, and was completed after it");
        }
    }

    private static void neverCompletes(RuleStage stage, SampleWork work) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(work);
        RunRecord run = bench.awaitRun(job);
        Job next = bench.submit(WORK);

        bench.awaitEnd(next);
        bench.pass(QUIET_TIMEOUTS);

        RunRecord.End end = bench.witness().firstEnd(run);
        if (end != null) {
            throw RuleBroken.by(
                    run + " was answered with " + run.launch() + " and was completed " + end.caller() + " all the same",
                    new Trace("the completion", end.frames()));
        }
    }

    private static void survivesFailures(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        bench.awaitEnds(bench.submitAll(MANY_FAILURES, FAILING));

        List<Job> jobs = bench.submitAll(8, WORK);

        bench.awaitEnds(jobs);
        jobs.forEach(bench::requireSuccess);
    }

    private static void failsWithAnError(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        Job job = bench.submit(FAILING);
        RunRecord run = bench.awaitRun(job);
        bench.await(
                run + " was never completed",
                () -> bench.witness().firstEnd(run) != null
                        || bench.witness().offence(Witness.Offence.NO_ERROR) != null);

        bench.requireNo(Witness.Offence.NO_ERROR);
    }

    private static void takesItsTime(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        long quick = duration(bench, WORK);
        long slow = duration(bench, LONG_WORK);

        if (slow <= quick) {
            throw RuleBroken.by("long work was completed after " + Witness.time(slow) + ", and short work took "
                    + Witness.time(quick) + ", each alone");
        }
    }

    private static long duration(Bench bench, SampleWork work) {
        Job job = bench.submit(work);
        bench.awaitEnd(job);
        RunRecord run = bench.awaitRun(job);
        RunRecord.End end = bench.witness().firstEnd(run);
        if (end == null) {
            throw bench.missing(job);
        }
        return end.nanos() - run.startNanos();
    }

    private static void wakesUp(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        for (int i = 0; i < QUIET_TIMEOUTS; i++) {
            bench.awaitFrees(List.of(bench.submit(WORK)));
            bench.pass(1);
        }
    }
}
