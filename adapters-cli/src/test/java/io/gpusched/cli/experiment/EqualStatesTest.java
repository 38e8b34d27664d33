package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.Explorer;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.Report;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.SearchSettings;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.workload.SmallWorkloads;
import io.gpusched.adapters.explore.workload.WorkloadScenario;
import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States with the same fingerprint have the same future: exploring each state once comes to the same ends, and finds the same trouble, as
 * running every history there is.
 */
final class EqualStatesTest {
    private static final int MOST_HISTORIES = 1_500;
    private static final int MOST_STEPS = 200;

    /** What is wrong with the hardware. */
    enum Plant {
        NOTHING,
        /** A job that is started while another one runs is never completed. */
        LOSES_THE_SECOND,
        /** A job that is started while another one runs is refused. */
        REFUSES_THE_SECOND,
        /** Remembers the last job that it freed, and loses the next one if that has a smaller number. */
        REMEMBERS
    }

    /** The hardware of one schedule, and what became of the jobs that it saw. */
    private static final class Planted implements Backend {
        private final Plant plant;
        private Map<Long, Job> jobs = new TreeMap<>();
        private Map<Long, Integer> freed = new TreeMap<>();

        Planted(Plant plant) {
            this.plant = plant;
        }

        @Override
        public boolean hidesState() {
            return plant == Plant.REMEMBERS;
        }

        @Override
        public String name() {
            return "planted";
        }

        @Override
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            return new Ring(new SimulatedBackend().open(ring, writer));
        }

        String ends() {
            StringBuilder words = new StringBuilder();
            for (Job job : jobs.values()) {
                words.append(job.id()).append(job.fences().finished().isSignaled() ? " done " : " open ");
                words.append(job.fences().finished().error()).append(" karma ").append(job.karma());
                words.append(" freed ").append(freed.getOrDefault(job.id(), 0));
                words.append(" guilty ").append(job.entity().isGuilty());
                words.append(" queued ").append(job.entity().queued());
                words.append(" score ").append(job.scheduler().score().value());
                // Only the fair policy looks at the time that a job took.
                boolean counts = job.scheduler().policy() instanceof Fair;
                words.append(" time ")
                        .append(counts ? job.entity().gpuTime().runtimeNanos() : 0)
                        .append('\n');
            }
            return words.toString();
        }

        private final class Ring implements Hardware {
            private final Hardware hardware;
            private int running;
            private long lastFreed = -1;

            Ring(Hardware hardware) {
                this.hardware = hardware;
            }

            @Override
            public Launch run(HardwareJob job, Completion completion) {
                jobs.put(job.id(), Job.of(job));
                boolean second = running > 0;
                if (second && plant == Plant.REFUSES_THE_SECOND) {
                    return new Launch.Refused(Errno.EINVAL);
                }
                boolean loses = (second && plant == Plant.LOSES_THE_SECOND)
                        || (plant == Plant.REMEMBERS && job.id() < lastFreed);
                Launch launch = hardware.run(job, loses ? new Lost() : new Counted(completion));
                running += launch == Launch.Accepted.RUNNING && !loses ? 1 : 0;
                return launch;
            }

            @Override
            public Verdict timedOut(HardwareJob job, Recovery recovery) {
                return hardware.timedOut(job, recovery);
            }

            @Override
            public void free(HardwareJob job) {
                jobs.put(job.id(), Job.of(job));
                freed.merge(job.id(), 1, Integer::sum);
                lastFreed = job.id();
                hardware.free(job);
            }

            @Override
            public void cancel(HardwareJob job) {
                hardware.cancel(job);
            }

            private final class Counted implements Completion {
                private final Completion completion;

                Counted(Completion completion) {
                    this.completion = completion;
                }

                @Override
                public void complete() {
                    running--;
                    completion.complete();
                }

                @Override
                public void fail(Errno error) {
                    running--;
                    completion.fail(error);
                }
            }
        }

        private static final class Lost implements Completion {
            @Override
            public void complete() {}

            @Override
            public void fail(Errno error) {}
        }
    }

    private static Scenario scenario(Workload workload, Plant plant, Set<String> ends) {
        Planted backend = new Planted(plant);
        Scenario inner = new WorkloadScenario(workload, backend);
        return stage -> {
            backend.jobs = new TreeMap<>();
            backend.freed = new TreeMap<>();
            inner.setUp(stage);
            stage.atEnd(() -> ends.add(backend.ends()));
        };
    }

    /** Runs every history; returns the rules that were broken, or null if there are too many histories. */
    private static Set<String> everyHistory(Scenario scenario, Guarantees rules) {
        Set<String> broken = new TreeSet<>();
        int histories = 0;
        try (Runs runs = new Runs(scenario, rules, MOST_STEPS)) {
            int[] prefix = {};
            while (prefix != null) {
                List<Integer> widths = new ArrayList<>();
                int[] repeated = prefix;
                ScheduleOutcome outcome = runs.run(options -> {
                    widths.add(options.size());
                    return widths.size() <= repeated.length ? repeated[widths.size() - 1] : 0;
                });
                if (++histories > MOST_HISTORIES || outcome.isCutShort()) {
                    return null;
                }
                if (outcome.violation() != null) {
                    broken.add(outcome.violation().rule().id());
                }
                int[] choices = outcome.choices();
                prefix = null;
                for (int i = choices.length - 1; i >= 0 && prefix == null; i--) {
                    if (choices[i] + 1 < widths.get(i)) {
                        prefix = Arrays.copyOf(choices, i + 1);
                        prefix[i]++;
                    }
                }
            }
        }
        return broken;
    }

    private static Report eachStateOnce(Scenario scenario, Guarantees rules) {
        return new Explorer(
                        scenario,
                        rules,
                        SearchSettings.exhaustive(),
                        new Limits(Limits.NO_LIMIT, Limits.NO_LIMIT, MOST_STEPS, 0),
                        () -> 0)
                .explore();
    }

    private static List<Workload> workloads() {
        List<Workload> all = new ArrayList<>();
        for (Policy policy : Policies.FOR_SEVERAL_ENTITIES) {
            int[] seen = new int[1];
            SmallWorkloads.forEach(policy, each -> {
                if (seen[0]++ % (each.steps().size() < 3 ? 7 : 599) == 0 && each.untilNanos() == Nanos.NEVER) {
                    all.add(each);
                }
            });
        }
        for (long seed = 0; seed < 120; seed++) {
            all.add(WorkloadGenerator.generate(seed, 2 + (int) (seed % 3)));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void exploring_each_state_once_comes_to_the_same_ends_as_running_every_history(Plant plant) {
        int compared = 0;
        int broken = 0;
        for (Workload workload : workloads()) {
            for (Guarantees rules : List.of(
                    new Guarantees(Queues.ORDERED, Lateness.ALL),
                    new Guarantees(Queues.UNORDERED, Lateness.WORK),
                    new Guarantees(Queues.CONCURRENT, Lateness.NONE))) {
                Set<String> ends = new TreeSet<>();
                Set<String> rulesBroken = everyHistory(scenario(workload, plant, ends), rules);
                if (rulesBroken != null) {
                    compared++;
                    Set<String> endsOfStates = new TreeSet<>();
                    Report report = eachStateOnce(scenario(workload, plant, endsOfStates), rules);
                    if (rulesBroken.isEmpty()) {
                        assertThat(report.finding()).isNull();
                        assertThat(endsOfStates)
                                .as("%s under %s", workload, rules)
                                .isEqualTo(ends);
                    } else {
                        broken++;
                        assertThat(report.finding())
                                .as("%s under %s", workload, rules)
                                .isNotNull();
                        assertThat(rulesBroken)
                                .contains(report.finding().violation().rule().id());
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(200);
        assertThat(broken).isGreaterThan(10);
    }
}
