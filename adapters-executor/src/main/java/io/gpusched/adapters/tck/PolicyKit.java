package io.gpusched.adapters.tck;

import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What a scheduler relies on in a policy, as numbered rules that can be run over any policy. The jobs are made by a seeded generator and run in virtual
 * time, so a result can be repeated. May be used on any thread.
 */
public final class PolicyKit {
    private static final long JOB_NANOS = 1_000;
    private static final int CLIENTS = 5;
    private static final int JOBS = 60;
    private static final int FLOOD = 200;
    private static final int SEEDS = 20;
    /** An equal waits for at most so many jobs of each of the others, or it starves. */
    private static final int FAIR_SHARE_OF_WAIT = 20;

    private final Supplier<Policy> policy;

    private PolicyKit(Supplier<Policy> policy) {
        this.policy = policy;
    }

    /**
     * Tests a policy.
     *
     * @param policy makes it; called for each test
     */
    public static PolicyKit of(Supplier<Policy> policy) {
        return new PolicyKit(policy);
    }

    /** A rule for policies. */
    public enum PolicyRule {
        /** Nothing but the input decides. */
        DETERMINISTIC("P-1.1", "The same jobs at the same times are served in the same order, again and again."),
        /** Every job is served. */
        COMPLETE("P-1.2", "Every job that is ready is served, once, and those of one client in its order."),
        /** Who a client is does not count. */
        TOTAL_ORDER(
                "P-1.3", "Nothing but what a policy may see decides: clients that are alike may change their places."),
        /** No state in the policy. */
        STATE_PER_QUEUE(
                "P-1.4",
                "State is kept for each run queue: one policy under two rings serves each as if it were alone."),
        /** Equals get their turn. */
        NO_STARVATION(
                "P-1.5",
                "A client is not starved by its equals: how many jobs of others are served before its own is bounded.");

        private final String id;
        private final String text;

        PolicyRule(String id, String text) {
            this.id = id;
            this.text = text;
        }

        /** Returns its number. */
        public String id() {
            return id;
        }

        /** Returns the rule, one sentence with a full stop. */
        public String text() {
            return text;
        }
    }

    /**
     * What came out.
     *
     * @param rule the rule
     * @param holds whether it holds
     * @param line what was measured, or what is wrong, in one line that begins with the number of the rule
     */
    public record PolicyResult(PolicyRule rule, boolean holds, String line) {}

    /** Tests all rules. */
    public List<PolicyResult> run() {
        List<PolicyResult> results = new ArrayList<>();
        for (PolicyRule each : PolicyRule.values()) {
            results.add(run(each));
        }
        return results;
    }

    /** Tests one rule. */
    public PolicyResult run(PolicyRule rule) {
        try {
            String measured = switch (rule) {
                case DETERMINISTIC -> repeatsItself();
                case COMPLETE -> servesAll();
                case TOTAL_ORDER -> breaksTies();
                case STATE_PER_QUEUE -> keepsQueuesApart();
                case NO_STARVATION -> starvesNobody();
            };
            return new PolicyResult(rule, true, rule.id() + ": " + measured);
        } catch (RuleBroken broken) {
            return new PolicyResult(rule, false, rule.id() + ": " + broken.getMessage());
        } catch (RuntimeException thrown) {
            return new PolicyResult(rule, false, rule.id() + ": the policy threw " + thrown);
        }
    }

    private String repeatsItself() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> first = randomRun(policy.get(), seed);
            List<Long> second = randomRun(policy.get(), seed);
            for (int i = 0; i < first.size(); i++) {
                if (!first.get(i).equals(second.get(i))) {
                    throw RuleBroken.by(
                            "job " + first.get(i) + " was the " + (i + 1) + ". to be served the first time, and job "
                                    + second.get(i) + " the second time, with the same jobs (seed " + seed + ")");
                }
            }
        }
        return SEEDS + " workloads made the same order twice";
    }

    private String servesAll() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> served = randomRun(policy.get(), seed);
            if (served.size() != JOBS || served.stream().distinct().count() != JOBS) {
                throw RuleBroken.by(served.size() + " of " + JOBS + " jobs were served (seed " + seed + ")");
            }
            long[] last = new long[CLIENTS];
            Arrays.fill(last, -1);
            for (long job : served) {
                int client = (int) (job % CLIENTS);
                if (job < last[client]) {
                    throw RuleBroken.by(
                            "job " + job + " of client " + client + " was served after its job " + last[client]);
                }
                last[client] = job;
            }
        }
        return JOBS + " jobs of " + CLIENTS + " clients were served once, in " + SEEDS + " workloads";
    }

    /** The clients are alike, so it must not matter which of them submits what. */
    private String breaksTies() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Long> expected = randomRun(policy.get(), seed);
            for (int rotation = 1; rotation < CLIENTS; rotation++) {
                Trial trial = new Trial(policy.get(), 1);
                fill(trial, 0, seed, rotation);
                List<Long> served = trial.serve(0);
                for (int i = 0; i < expected.size(); i++) {
                    if (!served.get(i).equals(expected.get(i))) {
                        throw RuleBroken.by("job " + expected.get(i) + " was the " + (i + 1)
                                + ". to be served, and job " + served.get(i)
                                + " was when equal clients had changed their places (seed " + seed + ")");
                    }
                }
            }
        }
        return "equal clients may change their places in " + SEEDS + " workloads, and nothing else changes";
    }

    private String keepsQueuesApart() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Trial alone = new Trial(policy.get(), 1);
            fill(alone, 0, seed);
            List<Long> expected = alone.serve(0);
            Trial together = new Trial(policy.get(), 2);
            fill(together, 0, seed);
            fill(together, 1, seed + SEEDS);
            List<Long> served = together.serve(0);
            if (!served.equals(expected)) {
                throw RuleBroken.by("a ring served " + expected + " alone and " + served
                        + " with another ring under the same policy (seed " + seed + ")");
            }
        }
        return SEEDS + " workloads were served the same with another ring beside";
    }

    private static void fill(Trial trial, int ring, int seed) {
        fill(trial, ring, seed, 0);
    }

    /** Submits jobs at random times; those of a client have ascending numbers. */
    private static void fill(Trial trial, int ring, int seed, int rotation) {
        long[] times = new Random(seed).longs(JOBS, 0, JOBS / 2).sorted().toArray();
        for (int job = 0; job < JOBS; job++) {
            trial.submitAt(times[job] * JOB_NANOS, ring, (job + rotation) % CLIENTS, job);
        }
    }

    /** One client wants a single job while its equals flood the ring; says after how many of theirs it was served. */
    private String starvesNobody() {
        int worst = 0;
        for (int late = 1; late <= FLOOD / 2; late += FLOOD / 8) {
            Trial trial = new Trial(policy.get(), 1);
            for (int job = 0; job < FLOOD; job++) {
                trial.submit(0, job % (CLIENTS - 1), job);
            }
            long moment = late * JOB_NANOS;
            trial.submitAt(moment, 0, CLIENTS - 1, FLOOD);
            for (int job = FLOOD + 1; job < 3 * FLOOD; job++) {
                trial.submitAt(moment + job, 0, job % (CLIENTS - 1), job);
            }
            List<Long> served = trial.serve(0);
            int place = served.indexOf((long) FLOOD);
            int before = (int) served.subList(0, Math.max(0, place)).stream()
                    .filter(job -> job > FLOOD)
                    .count();
            if (place < 0 || before > FAIR_SHARE_OF_WAIT * (CLIENTS - 1)) {
                throw RuleBroken.by("a client with one job was served after " + before
                        + " jobs that its " + (CLIENTS - 1) + " equals submitted later; at most "
                        + FAIR_SHARE_OF_WAIT * (CLIENTS - 1) + " are allowed");
            }
            worst = Math.max(worst, before);
        }
        return "a client with one job waited for at most " + worst + " jobs that its " + (CLIENTS - 1)
                + " equals submitted later";
    }

    private static List<Long> randomRun(Policy policy, int seed) {
        Trial trial = new Trial(policy, 1);
        fill(trial, 0, seed);
        return trial.serve(0);
    }

    /** Rings with one credit each, in virtual time, all under the same policy object, with equal clients on each. */
    private static final class Trial {
        private final VirtualTime time = new VirtualTime();
        private final Device device = new Device(time, Tracepoints.NONE);
        private final List<List<Entity>> clients = new ArrayList<>();
        private final List<List<Long>> served = new ArrayList<>();

        Trial(Policy policy, int rings) {
            for (int ring = 0; ring < rings; ring++) {
                List<Long> order = new ArrayList<>();
                Scheduler scheduler = device.addScheduler(
                        new SchedulerSettings("ring" + ring, policy, 1, Nanos.NO_LIMIT, 0, null),
                        new Server(time.timers(), order));
                List<Entity> equals = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    equals.add(device.addEntity(Priority.NORMAL, List.of(scheduler)));
                }
                served.add(order);
                clients.add(equals);
            }
        }

        void submit(int ring, int client, long job) {
            boolean taken = device.submit(new UnarmedJob(job, clients.get(ring).get(client), 1, "work"))
                    .isRight();
            if (!taken) {
                throw new IllegalStateException("job " + job + " was refused");
            }
        }

        void submitAt(long nanos, int ring, int client, long job) {
            time.timer(() -> submit(ring, client, job)).arm(nanos);
        }

        /** Runs everything, and returns the jobs of a ring in the order in which they were served. */
        List<Long> serve(int ring) {
            time.run(Nanos.NEVER);
            return List.copyOf(served.get(ring));
        }
    }

    /** Serves one job at a time and writes down which. */
    private record Server(Timers timers, List<Long> order) implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            order.add(job.id());
            timers.timer(completion::complete).arm(JOB_NANOS);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {
            // Keeps nothing.
        }
    }
}
