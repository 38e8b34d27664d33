package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.adapters.tck.BackendRule.should;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.HANGING_ONCE;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.LOSES_DEVICE;
import static io.gpusched.application.provider.SampleWork.SLOW;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.port.Verdict;
import io.gpusched.application.provider.Capability;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;

/** Chapter 5: timeouts, verdicts and resets. */
final class HangRules {
    private static final int HANGS_IN_A_ROW = 3;
    private static final List<Errno> TIMED_OUT = List.of(Errno.ETIMEDOUT, Errno.ETIME, Errno.ECANCELED);

    private HangRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                                "H-5.1",
                                "After a job has timed out the hardware works again.",
                                "One hung job must not end the service of all others.",
                                "drm_sched_backend_ops.timedout_job",
                                HangRules::worksAgain)
                        .with(WORK, HANGING),
                must(
                                "H-5.2",
                                "timedOut returns a verdict and throws nothing.",
                                "Without a verdict nobody knows who ends the job.",
                                "enum drm_gpu_sched_stat",
                                HangRules::returnsAVerdict)
                        .with(WORK, HANGING),
                must(
                                "H-5.3",
                                "RESET is returned only after the scheduler was stopped, or the job was released.",
                                "Otherwise nobody ends the job.",
                                "drm_sched_stop() puts the bad job back",
                                HangRules::resetsWhatItSaysIsReset)
                        .with(WORK, HANGING),
                must(
                                "H-5.4",
                                "A job that hangs is ended: NO_HANG is not returned for ever.",
                                "A false alarm that never ends is a hang.",
                                "DRM_GPU_SCHED_STAT_NO_HANG",
                                HangRules::endsAHungJob)
                        .with(WORK, HANGING),
                must(
                                "H-5.5",
                                "A job that timed out ends with ETIMEDOUT or ETIME, or as cancelled.",
                                "A client must see that its job was given up, and not that it was done or wrong.",
                                "drivers end the job with -ETIME or -ECANCELED",
                                HangRules::endsWithTheRightError)
                        .with(WORK, HANGING),
                must(
                                "H-5.6",
                                "A job that was killed ends with ETIMEDOUT or ETIME, and its verdict is KILLED.",
                                "KILLED says that only this job has ended.",
                                OURS,
                                HangRules::killsWithTheRightVerdict)
                        .needing(Capability.KILLS)
                        .with(WORK, HANGING),
                must(
                                "H-5.7",
                                "To kill a job disturbs no other job.",
                                "The jobs beside and behind it run once and succeed.",
                                OURS,
                                HangRules::killsNoOther)
                        .needing(Capability.KILLS)
                        .with(WORK, HANGING),
                must(
                                "H-5.8",
                                "A reset loses no job: all that were on the ring end without a timeout of their own.",
                                "A job that the reset forgets is found by the next timeout only, as if it had hung.",
                                "drm_sched_start() waits for each pending job again",
                                HangRules::losesNoJobInAReset)
                        .needing(Capability.RESETS)
                        .with(WORK, HANGING),
                must(
                                "H-5.9",
                                "An innocent job that is run again after a reset succeeds.",
                                "Its client has done nothing wrong.",
                                "drm_sched_resubmit_jobs()",
                                HangRules::runsTheInnocentAgain)
                        .needing(Capability.RESETS, Capability.RESUBMITS)
                        .with(WORK, HANGING),
                must(
                                "H-5.10",
                                "A job that hangs once and is run again after the reset succeeds.",
                                "The second run is a run like any other, with a completion of its own.",
                                "drm_sched_resubmit_jobs()",
                                HangRules::completesTheSecondRun)
                        .needing(Capability.RESETS, Capability.RESUBMITS)
                        .with(WORK, HANGING_ONCE),
                must(
                                "H-5.11",
                                "A job that hangs each time is blamed, and not run again beyond the hang limit.",
                                "Otherwise one client resets the device for ever.",
                                "drm_sched_increase_karma()",
                                HangRules::givesUpTheGuilty)
                        .needing(Capability.RESETS, Capability.RESUBMITS)
                        .with(WORK, HANGING),
                must(
                                "H-5.12",
                                "A ring that was stopped is started again.",
                                "Nothing is served meanwhile.",
                                "drm_sched_stop(), drm_sched_start()",
                                HangRules::startsWhatItStopped)
                        .needing(Capability.RESETS)
                        .with(WORK, HANGING),
                must(
                                "H-5.13",
                                "A recovery is used inside timedOut only.",
                                "Later the scheduler may be in another state, or gone.",
                                OURS,
                                HangRules::usesTheRecoveryInside)
                        .with(WORK, HANGING),
                must(
                                "H-5.14",
                                "A recovery resubmits and starts after it has stopped.",
                                "What is not stopped still belongs to the scheduler.",
                                "drm_sched_stop(), drm_sched_resubmit_jobs(), drm_sched_start()",
                                HangRules::stopsFirst)
                        .with(WORK, HANGING),
                must(
                                "H-5.15",
                                "Several hangs in a row are recovered from like the first.",
                                "State that a recovery leaves behind shows in the next one.",
                                OURS,
                                HangRules::recoversAgainAndAgain)
                        .with(WORK, HANGING),
                must(
                                "H-5.16",
                                "A job that is slow and not hung gets its time again and succeeds.",
                                "NO_HANG means that the job goes on.",
                                "DRM_GPU_SCHED_STAT_NO_HANG",
                                HangRules::letsSlowJobsGoOn)
                        .with(WORK, SLOW),
                must(
                                "H-5.17",
                                "One hung job is no reason to give the device up.",
                                "After ENODEV the ring never serves again.",
                                "DRM_GPU_SCHED_STAT_ENODEV",
                                HangRules::keepsTheDevice)
                        .with(WORK, HANGING),
                must(
                                "H-5.18",
                                "When the device is lost, that is said: the verdict is ENODEV, or jobs end with ENODEV.",
                                "Clients must learn that it is of no use to try again.",
                                "DRM_GPU_SCHED_STAT_ENODEV",
                                HangRules::saysThatTheDeviceIsLost)
                        .needing(Capability.DEVICE_LOSS)
                        .with(WORK, LOSES_DEVICE),
                must(
                                "H-5.19",
                                "A shared reset loses no job of the other rings, and starts all of them again.",
                                "The other rings' jobs were innocent.",
                                "amdgpu_device_gpu_recover() walks all rings",
                                HangRules::sharedResetServesAllRings)
                        .needing(Capability.SHARED_RESET)
                        .with(WORK, HANGING),
                must(
                                "H-5.20",
                                "A run that a reset took away is not completed in place of the next run.",
                                "The completion of the new run comes when the new run has ended.",
                                "drm_sched_stop() removes the callback of the old fence",
                                HangRules::completesTheRunAfterTheReset)
                        .needing(Capability.RESETS)
                        .with(WORK, HANGING),
                should(
                                "H-5.21",
                                "A run that a reset took away is not completed any more.",
                                "It is counted as ignored, and a sign of hardware that was not really reset.",
                                "dma_fence_remove_callback() in drm_sched_stop()",
                                HangRules::leavesOldRunsAlone)
                        .needing(Capability.RESETS)
                        .with(WORK, HANGING));
    }

    /** Waits until a hung job has ended, or was given up by the backend. */
    private static void awaitRecovery(Bench bench, Job hung) {
        bench.await(
                "job " + hung.id() + " hangs, and timedOut was not called for it",
                () -> bench.witness().timeouts(hung) > 0);
        if (!bench.comes(() -> isOver(bench, hung))) {
            throw RuleBroken.byAbsence("job " + hung.id() + " hangs and has not ended after "
                    + bench.witness().timeouts(hung) + " timeouts; the last verdict was "
                    + bench.witness().lastVerdict());
        }
    }

    private static boolean isOver(Bench bench, Job hung) {
        return bench.witness().isFinished(hung) || bench.witness().lastVerdict() == Verdict.ENODEV;
    }

    private static void worksAgain(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        List<Job> behind = bench.submitAll(stage.upTo(5), WORK);

        bench.awaitEnds(behind);
        List<Job> later = bench.submitForAnother(stage.upTo(2), WORK);
        bench.awaitEnds(later);

        later.forEach(bench::requireSuccess);
        awaitRecovery(bench, hung);
    }

    private static void returnsAVerdict(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        bench.await(
                "job " + hung.id() + " hangs, and timedOut was never called",
                () -> bench.witness().timeouts(hung) > 0);
        bench.await(
                "timedOut(job " + hung.id() + ") returned null",
                () -> bench.witness().lastVerdict() != null);
    }

    private static void resetsWhatItSaysIsReset(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        bench.await(
                "no verdict",
                () -> bench.witness().timeouts(hung) > 0 && bench.witness().lastVerdict() != null);
        // The scheduler itself refuses a RESET without a recovery; that would have ended the writer by now.
        bench.pass(1);
    }

    private static void endsAHungJob(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        awaitRecovery(bench, bench.submit(HANGING));
    }

    private static void endsWithTheRightError(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);

        awaitRecovery(bench, hung);

        if (bench.witness().isFinished(hung)) {
            bench.requireError(hung, TIMED_OUT);
        }
    }

    private static void killsWithTheRightVerdict(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);

        awaitRecovery(bench, hung);

        Verdict verdict = bench.witness().lastVerdict();
        if (verdict != Verdict.KILLED) {
            throw RuleBroken.by("timedOut(job " + hung.id() + ") returned " + verdict + " instead of KILLED");
        }
        bench.requireError(hung, List.of(Errno.ETIMEDOUT, Errno.ETIME));
    }

    private static void killsNoOther(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        bench.passPartOfATimeout();
        Job other = bench.submit(HANGING);
        List<Job> behind = bench.submitAll(stage.upTo(6), WORK);

        awaitRecovery(bench, hung);
        awaitRecovery(bench, other);
        bench.awaitEnds(behind);

        for (Job each : behind) {
            bench.requireSuccess(each);
            requireRuns(bench, each, 1);
        }
    }

    private static void requireRuns(Bench bench, Job job, int most) {
        int runs = bench.witness().runs(job).size();
        if (runs > most) {
            throw RuleBroken.by("job " + job.id() + " was run " + runs + " times");
        }
    }

    private static void losesNoJobInAReset(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        List<Job> others = bench.submitForAnother(stage.upTo(6), WORK);

        awaitRecovery(bench, hung);
        bench.awaitEnds(others);

        for (Job each : others) {
            int timeouts = bench.witness().timeouts(each);
            if (timeouts > 0) {
                throw RuleBroken.by("job " + each.id() + " was lost in the reset for job " + hung.id()
                        + ": it ended after it had timed out itself");
            }
        }
    }

    private static void runsTheInnocentAgain(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(bench.client(0), HANGING, 1);
        List<Job> others = bench.submitForAnother(stage.upTo(5), WORK);

        awaitRecovery(bench, hung);
        bench.awaitEnds(others);

        others.forEach(bench::requireSuccess);
    }

    private static void completesTheSecondRun(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS.hangLimit(2));
        Job hung = bench.submit(HANGING_ONCE);

        bench.awaitEnd(hung);

        bench.requireSuccess(hung);
        if (bench.witness().timeouts(hung) > 1) {
            throw RuleBroken.by("job " + hung.id() + " hangs once and timed out "
                    + bench.witness().timeouts(hung) + " times: its second run was not completed");
        }
    }

    private static void givesUpTheGuilty(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS.hangLimit(1));
        Job hung = bench.submit(HANGING);

        awaitRecovery(bench, hung);

        long real = bench.witness().runs(hung).stream()
                .filter(RunRecord::isAccepted)
                .count();
        if (real > 2) {
            throw RuleBroken.by("job " + hung.id() + " was run " + real + " times at a hang limit of 1");
        }
    }

    private static void startsWhatItStopped(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);

        awaitRecovery(bench, hung);

        bench.await(
                "ring 0 was stopped by timedOut and was not started again",
                () -> !bench.witness().isPaused(0));
    }

    private static void usesTheRecoveryInside(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        bench.await("timedOut was never called", () -> bench.witness().timeouts(hung) > 0);
        bench.pass(2);

        bench.requireNo(Witness.Offence.LATE_RECOVERY);
    }

    private static void stopsFirst(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        bench.await(
                "timedOut was never called",
                () -> bench.witness().timeouts(hung) > 0
                        || bench.witness().offence(Witness.Offence.RECOVERY_ORDER) != null);

        bench.requireNo(Witness.Offence.RECOVERY_ORDER);
    }

    private static void recoversAgainAndAgain(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        for (int i = 0; i < HANGS_IN_A_ROW; i++) {
            Job hung = bench.submitForOneMore(HANGING);
            awaitRecovery(bench, hung);
            Job next = bench.submitForOneMore(WORK);
            bench.awaitEnd(next);
            bench.requireSuccess(next);
        }
    }

    private static void letsSlowJobsGoOn(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job slow = bench.submit(SLOW);

        bench.awaitEnd(slow);

        bench.requireSuccess(slow);
        requireRuns(bench, slow, 1);
        if (bench.witness().timeouts(slow) == 0) {
            throw RuleBroken.by(
                    "job " + slow.id() + " is to take longer than the timeout, and timedOut was not called");
        }
    }

    private static void keepsTheDevice(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        awaitRecovery(bench, hung);

        if (bench.witness().lastVerdict() == Verdict.ENODEV) {
            throw RuleBroken.by("timedOut(job " + hung.id() + ") returned ENODEV for work that hangs");
        }
    }

    private static void saysThatTheDeviceIsLost(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job job = bench.submit(LOSES_DEVICE);

        bench.await(
                "job " + job.id() + " loses the device, and neither a verdict nor an error said ENODEV",
                () -> bench.witness().lastVerdict() == Verdict.ENODEV || Errno.ENODEV.equals(bench.error(job)));
    }

    private static void sharedResetServesAllRings(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS.rings(2));
        boolean hasLongWork = stage.backend().sample(LONG_WORK) != null;
        Job hung = bench.submit(bench.client(0), HANGING, 1);
        List<Job> others = new ArrayList<>();
        others.add(bench.submit(bench.client(1), hasLongWork ? LONG_WORK : WORK, 1));
        awaitRecovery(bench, hung);
        others.add(bench.submit(bench.client(1), WORK, 1));
        bench.awaitEnds(others);

        bench.requireSuccess(others.getLast());
        bench.await(
                "ring 1 was stopped and was not started again",
                () -> !bench.witness().isPaused(1));
    }

    private static void completesTheRunAfterTheReset(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS.hangLimit(1));
        Job hung = bench.submit(HANGING);
        awaitRecovery(bench, hung);

        for (RunRecord each : bench.witness().runs(hung)) {
            RunRecord.End end = bench.witness().firstEnd(each);
            if (end != null && end.error() == null) {
                throw RuleBroken.by(
                        each + " hangs and was completed as a success " + end.caller(),
                        new RuleBroken.Trace("the completion", end.frames()));
            }
        }
    }

    private static void leavesOldRunsAlone(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.TIMEOUTS);
        Job hung = bench.submit(HANGING);
        List<Job> others = bench.submitAll(stage.upTo(3), WORK);
        awaitRecovery(bench, hung);
        bench.awaitEnds(others);
        bench.pass(2);

        for (RunRecord each : bench.witness().runs()) {
            RunRecord.End end = bench.witness().firstEnd(each);
            if (each.isTakenAway() && end != null) {
                throw RuleBroken.by(
                        each + " was completed " + end.caller() + " after a reset had taken it away",
                        new RuleBroken.Trace("the completion", end.frames()));
            }
        }
    }
}
