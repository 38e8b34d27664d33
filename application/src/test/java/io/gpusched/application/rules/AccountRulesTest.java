package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The accounts of the rules' own trip when the scheduler's say something else. Before that, nothing trips. */
final class AccountRulesTest {
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

    private Entity entity(Scheduler... schedulers) {
        return device.addEntity(Priority.NORMAL, List.of(schedulers));
    }

    private UnarmedJob unarmed(Entity entity, int credits) {
        return new UnarmedJob(jobs++, entity, credits, "work");
    }

    private Job push(Entity entity) {
        return device.submit(unarmed(entity, 1)).get();
    }

    private static void set(Class<?> type, Object object, String field, Object to) throws ReflectiveOperationException {
        var planted = type.getDeclaredField(field);
        planted.setAccessible(true);
        planted.set(object, to);
    }

    private void soFarSound() {
        assertThat(invariants.violations()).isEmpty();
    }

    private void trips(String rule) {
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

    @Nested
    class Credits_and_times {
        private final Scheduler ring = scheduler(new Fifo(), 3);
        private final Entity client = entity(ring);

        @Test
        void of_a_job_that_was_cut_down_too_far() throws ReflectiveOperationException {
            Job job = device.submit(unarmed(client, 5)).get();
            set(Job.class, job, "credits", 1);

            work.runAll();

            trips("a job takes up what it asked for");
        }

        @Test
        void of_jobs_that_together_exceed_the_limit() throws ReflectiveOperationException {
            Job job = device.submit(unarmed(client, 3)).get();
            work.runAll();
            soFarSound();
            set(Class.forName("io.gpusched.domain.sched.Credits"), ring.credits(), "inFlight", 0);
            push(client);

            work.runAll();

            assertThat(gpu.running()).contains(job);
            trips("never adds up to more than the limit");
        }

        @Test
        void of_a_submission_at_another_time() throws ReflectiveOperationException {
            Job job = push(client);
            set(Job.class, job, "submitNanos", 7L);

            work.runNext();

            trips("time of submission is that at which it was pushed");
        }

        @Test
        void of_a_start_at_another_time() throws ReflectiveOperationException {
            Job job = push(client);
            work.runAll();
            soFarSound();
            set(JobFences.class, job.fences(), "scheduledNanos", 7L);

            gpu.advance(1);
            work.runAll();

            trips("a job counts as started when it went to the hardware");
        }

        @Test
        void of_a_job_behind_another_that_does_not_count_as_started_when_that_ended()
                throws ReflectiveOperationException {
            push(client);
            Job behind = push(client);
            work.runAll();
            work.advance(10);
            gpu.advance(1);
            work.runAll();
            soFarSound();
            assertThat(behind.fences().scheduledNanos()).isEqualTo(10);
            set(JobFences.class, behind.fences(), "scheduledNanos", 0L);

            gpu.advance(1);
            work.runAll();

            trips("a job counts as started when it went to the hardware");
        }

        @Test
        void of_an_end_at_another_time() throws ReflectiveOperationException {
            Job job = push(client);
            work.runAll();
            gpu.advance(1);
            set(Fence.class, job.fences().finished(), "timestampNanos", 7L);

            work.runAll();

            trips("a finished fence tells when it signalled");
        }

        @Test
        void of_gpu_time_and_averages_that_were_not_added() {
            push(client);
            work.runAll();
            client.gpuTime().charge(1_000_000);
            work.advance(1_000);
            gpu.advance(1);

            work.runAll();

            trips("charged once for each job");
            trips("the averages of an entity and a scheduler");
        }
    }

    @Nested
    class Places {
        private final Scheduler first = scheduler(new Fifo(), 2);
        private final Scheduler second = scheduler(new Fifo(), 2);

        @Test
        void of_which_one_was_torn_down() throws ReflectiveOperationException {
            Entity both = entity(first, second);
            device.teardown(first);
            set(Scheduler.class, first, "eligible", true);

            push(both);

            trips("no job is queued for a scheduler that was torn down");
        }

        @Test
        void that_are_all_torn_down() throws ReflectiveOperationException {
            Entity both = entity(first, second);
            device.teardown(first);
            device.teardown(second);

            assertThat(device.submit(unarmed(both, 1))).isEmpty();
            soFarSound();
            set(Scheduler.class, first, "eligible", true);
            push(both);

            trips("a job is refused if and only if");
        }

        @Test
        void with_a_refusal_for_no_reason() {
            Entity both = entity(first, second);

            invariants.tracepoints().refused(unarmed(both, 1));

            trips("a job is refused if and only if");
        }

        @Test
        void with_refusals_for_good_reasons() {
            Entity both = entity(first, second);
            first.setEligible(false);
            second.setEligible(false);
            assertThat(device.submit(unarmed(both, 1))).isEmpty();
            second.setEligible(true);
            push(both);
            work.runAll();
            second.setEligible(false);
            push(both);
            device.close(both);
            assertThat(device.submit(unarmed(both, 1))).isEmpty();

            soFarSound();
        }

        @Test
        void of_which_one_is_left_to_choose() throws ReflectiveOperationException {
            Entity both = entity(first, second);
            device.setSchedulers(both, List.of(second));
            push(both);
            work.runAll();
            gpu.advance(1);
            work.runAll();
            soFarSound();
            set(Entity.class, both, "choice", new Scheduler[] {second, first});

            push(both);

            trips("an entity that may use one scheduler stays there");
        }

        @Test
        void that_the_client_never_allowed() {
            Entity both = entity(first, second);
            Scheduler third = scheduler(new Fifo(), 2);
            both.setSchedulers(List.of(third));

            push(both);

            trips("a job goes to a scheduler that its client allowed");
        }

        @Test
        void that_an_entity_leaves_with_jobs_queued() throws ReflectiveOperationException {
            Entity both = entity(first, second);
            push(both);
            soFarSound();
            set(Entity.class, both, "queued", 0);

            push(both);

            trips("stays on the scheduler that it is on");
        }
    }

    @Nested
    class Turns {
        private void lateOneOfEquals(Policy policy) {
            Scheduler ring = scheduler(policy, 2);
            Entity early = entity(ring);
            Entity late = entity(ring);
            device.stop(ring);
            push(early);
            push(late);
            invariants.tracepoints().selected(early);
            soFarSound();

            invariants.tracepoints().selected(late);
        }

        @Test
        void of_equals_under_fifo() {
            lateOneOfEquals(new Fifo());

            trips("under fifo, the ready entity");
        }

        @Test
        void of_equals_under_round_robin() {
            lateOneOfEquals(new RoundRobin());

            trips("under round robin, the ready entity");
        }

        @Test
        void of_one_that_goes_before_equals_again() {
            Scheduler ring = scheduler(new Fifo(), 1);
            Entity greedy = entity(ring);
            Entity other = entity(ring);
            push(greedy);
            push(greedy);
            push(other);
            work.runNext();
            soFarSound();

            invariants.tracepoints().selected(greedy);

            trips("under fifo, the ready entity");
        }

        @Test
        void of_one_that_has_used_more() {
            Scheduler ring = scheduler(new Fair(), 1);
            Entity early = entity(ring);
            Entity late = entity(ring);
            device.stop(ring);
            push(early);
            push(late);
            soFarSound();

            // Among equals that come to the top the newer goes first, by Linux's rule.
            invariants.tracepoints().selected(early);

            trips("under fair, the ready entity");
        }

        @Test
        void with_virtual_run_time_that_does_not_follow() throws ReflectiveOperationException {
            Scheduler ring = scheduler(new Fair(), 1);
            Entity client = entity(ring);
            device.stop(ring);
            push(client);
            set(GpuTime.class, client.gpuTime(), "vruntimeNanos", 12L);

            invariants.afterStep();

            trips("virtual run time follows from");
        }
    }

    @Nested
    class Dependencies {
        private final Scheduler ring = scheduler(new Fifo(), 2);
        private final Entity client = entity(ring);
        private final Entity other = entity(ring);

        private Job pushAfter(Fence... fences) {
            UnarmedJob job = unarmed(client, 1);
            for (Fence each : fences) {
                device.addDependency(job, each);
            }
            return device.submit(job).get();
        }

        @Test
        void that_all_come_first() {
            Fence fence = device.addFence(() -> "outside");
            Job before = push(other);
            Job behind = pushAfter(before.fences().finished(), fence);
            work.runAll();
            assertThat(gpu.running()).doesNotContain(behind);
            device.signal(fence, null);
            work.runAll();

            assertThat(gpu.running()).contains(before, behind);
            soFarSound();
        }

        @Test
        void that_was_forgotten() {
            Fence fence = device.addFence(() -> "outside");
            UnarmedJob job = unarmed(client, 1);
            invariants.tracepoints().dependencyAsked(job, fence);
            device.submit(job).get();

            work.runAll();

            trips("a job runs after everything that its client asked it to wait for");
        }

        @Test
        void of_which_the_earlier_was_kept() {
            long context = device.contexts().allocate(1);
            Fence early = Fence.of(context, 1, () -> "line");
            Fence late = Fence.of(context, 2, () -> "line");
            UnarmedJob job = unarmed(client, 1);
            invariants.tracepoints().dependencyAsked(job, late);
            device.addDependency(job, early);
            device.submit(job).get();
            device.signal(early, null);

            work.runAll();

            trips("a job runs after everything that its client asked it to wait for");
        }

        @Test
        void that_may_not_be_pipelined() {
            Job before = push(other);
            work.runAll();
            Job behind = pushAfter(before.fences().finished());
            before.fences().finished().forbidPipelining();
            soFarSound();

            invariants.tracepoints().jobRun(behind);

            trips("a job runs after everything that its client asked it to wait for");
        }

        @Test
        void that_the_hardware_asked_for() {
            Job job = push(client);
            invariants.prepared(job, null);
            invariants.prepared(job, device.addFence(() -> "outside"));

            work.runAll();

            trips("a job runs after the fence that its hardware asked it to wait for");
        }
    }
}
