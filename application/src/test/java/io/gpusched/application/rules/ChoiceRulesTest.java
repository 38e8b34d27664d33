package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Karma;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of choice trip when a wrong choice is told that nobody made. Before that, nothing trips. */
final class ChoiceRulesTest {
    private final ManualWork work = new ManualWork();
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Device device = new Device(work, invariants.tracepoints());
    private long jobs;

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Scheduler scheduler(Policy policy, int credits) {
        return device.addScheduler(
                new SchedulerSettings(
                        "ring", policy, credits, Scheduler.NO_TIMEOUT, 3, null, SchedulerSettings.ALL_PRIORITIES),
                gpu);
    }

    private Entity entity(Priority priority, Scheduler... schedulers) {
        return device.addEntity(priority, List.of(schedulers));
    }

    private Job push(Entity entity) {
        return device.submit(new UnarmedJob(jobs++, entity, 1, "work")).get();
    }

    private Job arm(Entity entity) {
        return (Job) new UnarmedJob(jobs++, entity, 1, "work").arm();
    }

    private void soFarSound() {
        assertThat(invariants.violations()).isEmpty();
    }

    private void trips(String rule) {
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

    @Nested
    class Where_a_job_goes {
        private final Scheduler first = scheduler(new Fifo(), 2);
        private final Scheduler second = scheduler(new Fifo(), 2);
        private final Entity both = entity(Priority.NORMAL, first, second);

        @Test
        void to_the_least_loaded_ready_scheduler_breaks_no_rule() {
            Entity busy = entity(Priority.NORMAL, first);
            push(both);
            work.runAll();
            push(busy);
            work.runAll();
            gpu.advance(2);
            work.runAll();
            push(busy);
            push(both);
            first.setEligible(false);
            work.runAll();
            gpu.advance(2);
            work.runAll();
            push(both);

            soFarSound();
        }

        @Test
        void to_one_that_its_entity_is_not_on() {
            Job job = arm(both);
            device.setSchedulers(both, List.of(second));
            arm(both);

            invariants.tracepoints().jobQueued(job);

            trips("queued for the scheduler that its entity is on");
        }

        @Test
        void to_a_busier_one() {
            Job job = arm(both);
            push(entity(Priority.NORMAL, first));
            soFarSound();

            invariants.tracepoints().jobQueued(job);

            trips("the least loaded of the eligible schedulers");
        }

        @Test
        void to_one_that_is_not_ready() {
            Job job = arm(both);
            first.setEligible(false);

            invariants.tracepoints().jobQueued(job);

            trips("the least loaded of the eligible schedulers");
        }

        @Test
        void to_another_one_while_the_job_before_it_is_on_its_way() {
            Job stays = arm(both);
            push(entity(Priority.NORMAL, first));
            Job moves = arm(both);
            invariants.tracepoints().jobQueued(stays);

            invariants.tracepoints().jobQueued(moves);

            trips("moves to another scheduler only when the job before has finished");
        }

        @Test
        void before_one_with_a_smaller_number() {
            Job early = arm(both);
            Job late = arm(both);
            invariants.tracepoints().jobQueued(late);
            soFarSound();

            invariants.tracepoints().jobQueued(early);

            trips("in the order of their fences' numbers");
        }
    }

    @Nested
    class Whose_turn_it_is {
        @Test
        void a_less_urgent_entity_before_a_more_urgent_one() {
            Scheduler ring = scheduler(new Fifo(), 2);
            Job job = push(entity(Priority.NORMAL, ring));
            push(entity(Priority.HIGH, ring));

            invariants.tracepoints().jobRun(job);

            trips("only when no more urgent one is ready");
        }

        @Test
        void under_fifo_the_later_job() {
            Scheduler ring = scheduler(new Fifo(), 2);
            device.stop(ring);
            push(entity(Priority.NORMAL, ring));
            work.advance(5);
            Job late = push(entity(Priority.NORMAL, ring));

            invariants.tracepoints().jobRun(late);

            trips("under fifo, the ready entity with the oldest first job");
        }

        @Test
        void under_round_robin_the_entity_that_has_just_had_its_turn() {
            Scheduler ring = scheduler(new RoundRobin(), 2);
            Entity greedy = entity(Priority.NORMAL, ring);
            push(greedy);
            Job again = push(greedy);
            push(entity(Priority.NORMAL, ring));
            work.runNext();
            soFarSound();

            invariants.tracepoints().jobRun(again);

            trips("gave way longest ago");
        }

        @Test
        void under_fair_the_entity_that_has_used_more() {
            Scheduler ring = scheduler(new Fair(), 1);
            Entity greedy = entity(Priority.NORMAL, ring);
            push(greedy);
            push(greedy);
            Job third = push(greedy);
            work.advance(100_000);
            gpu.advance(1);
            work.runAll();
            push(entity(Priority.NORMAL, ring));
            invariants.afterStep();
            soFarSound();

            invariants.tracepoints().jobRun(third);

            trips("with the least virtual run time");
        }

        @Test
        void every_policy_by_its_rules_breaks_none() {
            for (Policy policy : List.of(new Fifo(), new RoundRobin(), new Fair())) {
                Scheduler ring = scheduler(policy, 1);
                List<Entity> entities = List.of(
                        entity(Priority.LOW, ring), entity(Priority.NORMAL, ring), entity(Priority.NORMAL, ring));
                for (int i = 0; i < 30; i++) {
                    push(entities.get(i * 7 % 3));
                    work.advance(1 + i * 37 % 11);
                    gpu.advance(gpu.running().isEmpty() ? 0 : i % 2);
                    work.runAll();
                }
                while (!gpu.running().isEmpty()) {
                    work.advance(13);
                    gpu.advance(1);
                    work.runAll();
                }
            }

            soFarSound();
        }
    }

    @Nested
    class Accounts {
        private final Scheduler ring = scheduler(new Fair(), 1);
        private final Entity client = entity(Priority.NORMAL, ring);

        @Test
        void of_gpu_time_that_nobody_used() {
            push(client);
            work.advance(100);
            client.gpuTime().charge(7);

            gpu.advance(1);
            work.runAll();

            trips("charged once for each job that was retired");
        }

        @Test
        void of_virtual_run_time_that_does_not_follow() throws ReflectiveOperationException {
            push(client);
            push(client);
            push(client);
            work.advance(100);
            gpu.advance(1);
            work.runNext();
            soFarSound();
            var vruntime = GpuTime.class.getDeclaredField("vruntimeNanos");
            vruntime.setAccessible(true);

            vruntime.setLong(client.gpuTime(), 12);
            work.runAll();

            trips("virtual run time follows from GPU time");
        }
    }

    @Nested
    class The_guilty {
        private final Scheduler ring = scheduler(new Fifo(), 1);
        private final Entity client = entity(Priority.NORMAL, ring);

        @Test
        void that_run_as_if_nothing_had_happened() throws ReflectiveOperationException {
            Job job = push(client);
            var guilty = Entity.class.getDeclaredField("guilty");
            guilty.setAccessible(true);
            guilty.setBoolean(client, true);

            invariants.tracepoints().jobRun(job);
            invariants.afterStep();

            trips("an entity is guilty if and only if");
        }

        @Test
        void that_run_again_beyond_the_hang_limit() {
            Job job = push(client);
            work.runAll();
            soFarSound();
            for (int i = 0; i <= ring.hangLimit(); i++) {
                Karma.increase(job);
            }

            invariants.tracepoints().jobSubmitted(job, Launch.Accepted.RUNNING);
            invariants.afterStep();

            trips("a job is blamed only while");
        }
    }
}
