package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.gpusim.SimulatedBackend;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseWriter;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bugs that are planted in a work queue or in hardware are found by random workloads, and shrunk to what one can read. */
final class PlantedBugsTest {
    private static final int SEEDS = 300;
    private static final int ATTEMPTS = 3_000;

    /** What a queue does with an item that it is asked to queue. */
    @FunctionalInterface
    private interface Fault {
        boolean queue(OrderedWorkQueue sound, Work work);
    }

    private record FaultyWriter(Writer writer, Fault fault) implements ForwardingWriter {
        @Override
        public OrderedWorkQueue ordered(String name) {
            return new FaultyQueue(writer.ordered(name), fault);
        }

        @Override
        public OrderedWorkQueue ordered(String name, int scheduler) {
            return new FaultyQueue(writer.ordered(name, scheduler), fault);
        }
    }

    private record FaultyQueue(OrderedWorkQueue sound, Fault fault) implements OrderedWorkQueue {
        @Override
        public boolean queue(Work work) {
            return fault.queue(sound, work);
        }

        @Override
        public boolean cancel(Work work) {
            return sound.cancel(work);
        }

        @Override
        public void drain(Runnable then) {
            sound.drain(then);
        }
    }

    /** Hardware in front of other hardware, which a subclass gets wrong. */
    private static class FaultyHardware implements ForwardingHardware {
        private final Hardware sound;

        FaultyHardware(Hardware sound) {
            this.sound = sound;
        }

        @Override
        public Hardware hardware() {
            return sound;
        }

        @Override
        public Hardware forDevice() {
            return this;
        }
    }

    private static Backend faulty(UnaryOperator<Hardware> fault) {
        SimulatedBackend sound = new SimulatedBackend();
        return new Backend() {
            @Override
            public String name() {
                return "faulty";
            }

            @Override
            public Hardware open(Workload.SchedulerLine ring, Writer writer) {
                return fault.apply(sound.open(ring, writer));
            }
        };
    }

    @Test
    void a_queue_that_loses_the_work_of_timeouts() {
        Fault fault = (sound, work) -> work.toString().startsWith("timeout work") && work.claim() || sound.queue(work);

        Workload smallest = findAndShrink("nothing is queued when nothing is left to do", faultyQueue(fault));

        assertThat(CaseWriter.write(smallest)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void a_queue_that_loses_free_work() {
        Fault fault = (sound, work) -> !work.toString().startsWith("free work") && sound.queue(work);

        Workload smallest = findAndShrink("a finished job at the head", faultyQueue(fault));

        assertThat(CaseWriter.write(smallest)).hasSize(4);
    }

    @Test
    void a_queue_that_runs_an_item_again() {
        Fault fault = (sound, work) -> {
            boolean queued = sound.queue(work);
            if (work.toString().startsWith("kill work")) {
                work.release();
                sound.queue(work);
            }
            return queued;
        };

        Workload smallest = findAndShrink("no step fails", faultyQueue(fault));

        // The policy, a ring, an entity, a fence that holds its job back, the job, and the end of the entity.
        assertThat(CaseWriter.write(smallest)).hasSize(6);
    }

    @Test
    void hardware_that_runs_jobs_one_after_the_other_but_forgets_some() {
        Backend backend = faulty(sound -> new FaultyHardware(sound) {
            @Override
            public Launch run(HardwareJob job, Completion completion) {
                return job.id() % 5 == 4 ? Launch.Accepted.RUNNING : super.run(job, completion);
            }
        });

        Workload smallest = findAndShrink("every job that is still there has a cause", onBackend(backend));

        assertThat(CaseWriter.write(smallest)).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void hardware_that_takes_a_job_over_and_says_nothing() {
        Backend backend = faulty(sound -> new FaultyHardware(sound) {
            @Override
            public Verdict timedOut(HardwareJob job, Recovery recovery) {
                return Verdict.RESET;
            }
        });

        Workload smallest = findAndShrink("no step fails", onBackend(backend));

        assertThat(CaseWriter.write(smallest)).hasSize(4);
    }

    private static Function<Workload, CheckedRun> faultyQueue(Fault fault) {
        return workload -> CheckedRun.play(
                workload,
                LinuxBugs.MENDED,
                event -> {},
                new SimulatedBackend(),
                sound -> new FaultyWriter(sound, fault));
    }

    private static Function<Workload, CheckedRun> onBackend(Backend backend) {
        return workload -> CheckedRun.play(workload, LinuxBugs.MENDED, event -> {}, backend, UnaryOperator.identity());
    }

    /** Looks for a workload that breaks the rule; without the planted bug none does, as other tests show. */
    private static Workload findAndShrink(String rule, Function<Workload, CheckedRun> play) {
        Workload found = LongStream.range(0, SEEDS)
                .mapToObj(seed -> WorkloadGenerator.generate(seed, 40))
                .filter(workload -> breaks(rule, play.apply(workload)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the planted bug was not found"));
        Workload smallest = WorkloadShrinker.shrink(found, smaller -> breaks(rule, play.apply(smaller)), ATTEMPTS);
        assertThat(CheckedRun.play(smallest, LinuxBugs.MENDED, event -> {}).violation())
                .as(() -> String.join("\n", CaseWriter.write(smallest)))
                .isEmpty();
        return smallest;
    }

    private static boolean breaks(String rule, CheckedRun run) {
        return run.violation()
                .filter(each -> each.rule().words().contains(rule))
                .isPresent();
    }
}
