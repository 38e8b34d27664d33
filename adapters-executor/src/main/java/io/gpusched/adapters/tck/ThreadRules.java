package io.gpusched.adapters.tck;

import static io.gpusched.adapters.tck.BackendRule.OURS;
import static io.gpusched.adapters.tck.BackendRule.must;
import static io.gpusched.application.provider.SampleWork.FAILING;
import static io.gpusched.application.provider.SampleWork.HANGING;
import static io.gpusched.application.provider.SampleWork.LONG_WORK;
import static io.gpusched.application.provider.SampleWork.WORK;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;

/** Chapter 9: threads and time. */
final class ThreadRules {
    private ThreadRules() {}

    static List<BackendRule> all() {
        return List.of(
                must(
                        "H-9.1",
                        "Timers, clock and queues of the writer are used on the writer only.",
                        "They have no lock; another thread corrupts them silently.",
                        OURS,
                        ThreadRules::staysOnTheWriter),
                must(
                                "H-9.2",
                                "Without REAL_TIME the same jobs make the same history.",
                                "Only then can a run be repeated, explored and compared.",
                                OURS,
                                ThreadRules::repeatsItself)
                        .without(Capability.REAL_TIME),
                must(
                                "H-9.3",
                                "Without REAL_TIME everything comes from the writer's own steps.",
                                "In virtual time there is no other thread.",
                                OURS,
                                ThreadRules::hasNoThreads)
                        .without(Capability.REAL_TIME),
                must(
                        "H-9.4",
                        "Nothing that the hardware does throws on the writer: jobs of every kind, one after the other.",
                        "What is thrown there is a bug, and ends the writer and every client with it.",
                        "the callbacks of drm_sched_backend_ops return no error but that of run_job",
                        ThreadRules::throwsNothing));
    }

    private static void staysOnTheWriter(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = everyKind(stage, bench);
        try {
            bench.awaitEnds(jobs);
        } catch (RuleBroken missing) {
            bench.requireNo(Witness.Offence.OFF_THE_WRITER);
            throw missing;
        }
        bench.requireNo(Witness.Offence.OFF_THE_WRITER);
    }

    /** Submits work of each kind that ends by itself. */
    private static List<Job> everyKind(RuleStage stage, Bench bench) {
        List<Job> jobs = new ArrayList<>();
        for (SampleWork each : List.of(WORK, LONG_WORK, FAILING, WORK)) {
            if (stage.backend().sample(each) != null) {
                jobs.addAll(bench.submitAll(stage.upTo(3), each));
            }
        }
        return jobs;
    }

    private static void repeatsItself(RuleStage stage) {
        List<String> first = history(stage);
        List<String> second = history(stage);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            String one = i < first.size() ? first.get(i).strip() : "nothing";
            String other = i < second.size() ? second.get(i).strip() : "nothing";
            if (!one.equals(other)) {
                throw RuleBroken.by("the same jobs made two histories: '" + one + "' the first time, '" + other
                        + "' the second time, at line " + (i + 1));
            }
        }
    }

    private static List<String> history(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        bench.awaitEnds(everyKind(stage, bench));
        return bench.witness().history();
    }

    private static void hasNoThreads(RuleStage stage) {
        Bench bench = stage.open(BenchSettings.PLAIN);
        List<Job> jobs = everyKind(stage, bench);
        try {
            bench.awaitEnds(jobs);
        } catch (RuleBroken missing) {
            requireNoForeignThread(bench);
            throw missing;
        }
        requireNoForeignThread(bench);
    }

    private static void requireNoForeignThread(Bench bench) {
        for (RunRecord each : bench.witness().runs()) {
            RunRecord.End end = bench.witness().firstEnd(each);
            if (end != null && !end.thread().equals(Thread.currentThread().getName())) {
                throw RuleBroken.by(
                        each + " was completed by thread " + end.thread()
                                + ", and the backend does not declare REAL_TIME",
                        new RuleBroken.Trace("the completion", end.frames()));
            }
        }
    }

    private static void throwsNothing(RuleStage stage) {
        for (SampleWork each : SampleWork.values()) {
            if (stage.backend().sample(each) == null) {
                continue;
            }
            Bench bench = stage.open(BenchSettings.TIMEOUTS);
            Job job = bench.submit(each);
            boolean _ = bench.comes(() -> bench.witness().isFinished(job));
            bench.run(() -> bench.device().setDeadline(job, 1));
            bench.pass(1);
            Bench other = stage.open(BenchSettings.PLAIN);
            Job cancelled = other.submit(each == SampleWork.SLOW ? hangingOrWork(stage) : each);
            boolean _ = other.comes(() -> !other.witness().runs(cancelled).isEmpty());
            boolean _ = other.cancel(cancelled);
            other.tearDown();
            other.pass(1);
        }
    }

    private static SampleWork hangingOrWork(RuleStage stage) {
        return stage.backend().sample(HANGING) == null ? WORK : HANGING;
    }
}
