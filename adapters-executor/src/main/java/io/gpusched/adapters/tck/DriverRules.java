package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.PREPARED;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.port.Message;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Chapter 8: dependencies of the hardware, deadlines, devices and messages. */
final class DriverRules {
    private DriverRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                                "H-8.1",
                                "A fence that prepare returns signals some day, and prepare then returns another or null.",
                                "A job that waits for a fence that nobody signals, or for the same one again, never starts.",
                                "drm_sched_backend_ops.prepare_job",
                                DriverRules::preparesAndStarts)
                        .needing(Capability.PREPARES)
                        .with(WORK, PREPARED),
                must(
                        "H-8.2",
                        "prepare lets work that needs nothing start, and throws nothing.",
                        "It is asked for each job.",
                        "drm_sched_backend_ops.prepare_job",
                        DriverRules::preparesNothing),
                must(
                        "H-8.3",
                        "A deadline changes nothing about whether and how a job ends.",
                        "It is a hint, and may come before the start, while the job runs, twice, and when it has passed.",
                        "dma_fence_set_deadline()",
                        DriverRules::takesDeadlines),
                must(
                        "H-8.4",
                        "forDevice returns hardware.",
                        "Each device asks for its own.",
                        OURS,
                        DriverRules::givesHardwareForDevices),
                must(
                        "H-8.5",
                        "Two devices over one hardware do not mix their jobs up.",
                        "A program may open several, at the same time.",
                        OURS,
                        DriverRules::servesTwoDevices),
                must(
                                "H-8.6",
                                "A message of the driver is processed once, and jobs go on before and after it.",
                                "Messages stand in the same queue as the jobs.",
                                "drm_sched_add_msg() of the series that moved the scheduler to a work queue",
                                DriverRules::processesMessages)
                        .needing(Capability.MESSAGES));
    }

    private static void preparesAndStarts(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitByTurns(stage.upTo(4) + 1, PREPARED, WORK);

        bench.awaitFrees(jobs);

        jobs.forEach(bench::requireSuccess);
    }

    private static void preparesNothing(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = bench.submitAll(stage.upTo(4), WORK);

        bench.await(
                "job " + jobs.getFirst().id() + " was never started; prepare was asked "
                        + bench.witness().calls("prepare").size() + " times",
                () -> bench.witness().runs().size() >= jobs.size());
    }

    private static void takesDeadlines(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        SampleWork work = stage.backend().sample(LONG_WORK) == null ? WORK : LONG_WORK;
        Object payload = bench.payload(work);
        List<Job> jobs = bench.call(() -> {
            List<Job> made = new ArrayList<>();
            for (int i = 0; i < stage.upTo(4); i++) {
                Job job = bench.submitHere(bench.device(), bench.client(0), payload, bench.freeJobNumber(), 1);
                bench.device().setDeadline(job, stage.backend().timeoutNanos() * (i + 1));
                made.add(job);
            }
            return made;
        });
        bench.awaitRun(jobs.getFirst());
        bench.run(() -> jobs.forEach(job -> {
            bench.device().setDeadline(job, 2);
            bench.device().setDeadline(job, 1);
        }));

        bench.awaitFrees(jobs);

        jobs.forEach(bench::requireSuccess);
        bench.witness().runs().forEach(CompletionRules::requireOnce);
    }

    private static void givesHardwareForDevices(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        boolean missing = bench.call(() -> bench.opened().ring(0).forDevice() == null);
        if (missing) {
            throw RuleBroken.by("forDevice() returned null");
        }
    }

    private static void servesTwoDevices(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        OtherDevice other = OtherDevice.over(bench);
        List<Job> all = new ArrayList<>();
        for (int i = 0; i < stage.upTo(3); i++) {
            all.addAll(bench.submitAll(2, WORK));
            all.addAll(other.submit(2, WORK));
            bench.awaitEnds(all);
        }

        bench.awaitFrees(all);

        all.forEach(bench::requireSuccess);
        bench.witness().runs().forEach(CompletionRules::requireOnce);
    }

    private static void processesMessages(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        AtomicInteger processed = new AtomicInteger();
        List<Job> jobs = new ArrayList<>(bench.submitAll(stage.upTo(3), WORK));
        bench.run(() -> {
            Message message = bench.opened().message();
            if (message == null) {
                throw RuleBroken.by("the backend declares MESSAGES and has no message");
            }
            bench.device().send(bench.ring(0), () -> {
                bench.witness().call("message", null, () -> {
                    message.process();
                    return true;
                });
                bench.witness().note("the driver's message was processed");
                processed.incrementAndGet();
            });
        });
        jobs.addAll(bench.submitAll(stage.upTo(3), WORK));

        bench.awaitFrees(jobs);
        bench.await("a message of the driver was not processed", () -> processed.get() == 1);

        jobs.forEach(bench::requireSuccess);
    }
}
