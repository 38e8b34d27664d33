package io.gpusched.application.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Karma;
import io.gpusched.domain.sched.Preparation;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.testkit.ManualGpu;
import io.gpusched.testkit.ManualWork;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules about what outlives what, and what gets lost: each trips when its fault is planted, and not before. */
final class LifetimeRulesTest {
    private static final long TIMEOUT = 1_000;
    private final ManualWork work = new ManualWork();
    private final ManualGpu gpu = new ManualGpu();
    private final SchedulerInvariants invariants = SchedulerInvariants.gathering(work.clock());
    private final Device device = new Device(work, invariants.tracepoints());
    private final Scheduler ring = device.addScheduler(
            new SchedulerSettings("ring", new Fifo(), 2, TIMEOUT, 3, null, SchedulerSettings.ALL_PRIORITIES), gpu);
    private final Entity client = device.addEntity(Priority.NORMAL, List.of(ring));
    private final Entity other = device.addEntity(Priority.NORMAL, List.of(ring));
    private long jobs;

    /** What a run on the hardware came to. */
    private record Ended(@Nullable Errno error) implements HardwareFence {
        @Override
        public boolean isSignaled() {
            return true;
        }

        @Override
        public @Nullable Throwable cause() {
            return null;
        }
    }

    @BeforeEach
    void watch() {
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    private Job push(Entity entity, Fence... dependencies) {
        UnarmedJob job = new UnarmedJob(jobs++, entity, 1, "work");
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return device.submit(job).get();
    }

    private Job start(Entity entity) {
        Job job = push(entity);
        work.runAll();
        soFarSound();
        return job;
    }

    private void soFarSound() {
        assertThat(invariants.violations()).isEmpty();
    }

    private void trips(String rule) {
        assertThat(invariants.violations())
                .anySatisfy(each -> assertThat(each.rule().words()).contains(rule));
    }

    private void tripsAfterStep(String rule) {
        invariants.afterStep();
        trips(rule);
    }

    @Nested
    class A_reset {
        @Test
        void during_which_somebody_resumes_submission() {
            gpu.onTimeout((hardware, job, recovery) -> {
                recovery.stop();
                device.start(ring);
                push(other);
                return Verdict.RESET;
            });
            start(client);

            work.advance(TIMEOUT);

            trips("no job is started between the stop and the start");
        }

        @Test
        void during_which_the_job_in_hand_is_freed() {
            gpu.onTimeout((hardware, job, recovery) -> {
                invariants.tracepoints().freed(job);
                return Verdict.NO_HANG;
            });
            start(client);

            work.advance(TIMEOUT);

            trips("not freed while the timeout handler looks at it");
        }

        @Test
        void that_blames_a_job_behind_the_back_of_its_handler() {
            Karma.increase(start(client));

            tripsAfterStep("blamed only while the timeout handler looks at it");
        }

        @Test
        void that_blames_twice_after_a_false_alarm() {
            boolean[] again = new boolean[1];
            gpu.onTimeout((hardware, job, recovery) -> {
                if (again[0]) {
                    recovery.stop();
                    recovery.increaseKarma();
                    recovery.increaseKarma();
                    recovery.start(null);
                    return Verdict.RESET;
                }
                again[0] = true;
                return Verdict.NO_HANG;
            });
            start(client);
            work.advance(TIMEOUT);
            soFarSound();

            work.advance(TIMEOUT);

            trips("blamed at most once");
        }

        @Test
        void that_arms_the_timeout_too_late() {
            start(client);
            ring.setTimeoutNanos(TIMEOUT / 2);
            invariants.tracepoints().started(ring);

            tripsAfterStep("since it was last armed, not later");
        }
    }

    @Nested
    class A_scheduler_that_was_torn_down {
        @Test
        void that_gives_a_job_to_the_hardware() {
            Job job = start(client);
            device.teardown(ring);

            invariants.tracepoints().jobSubmitted(job, Launch.Accepted.RUNNING);

            trips("a scheduler that was torn down");
        }

        @Test
        void whose_timeout_is_on_its_way() throws ReflectiveOperationException {
            device.teardown(ring);
            invariants.afterStep();
            soFarSound();

            setTornDown(false);
            device.fault(ring);
            setTornDown(true);

            tripsAfterStep("nothing is on its way for a scheduler that was torn down");
        }

        @Test
        void that_still_has_a_job() throws ReflectiveOperationException {
            start(client);

            setTornDown(true);
            ring.setPaused(true);

            tripsAfterStep("a scheduler that was torn down has no job left that ran");
        }

        private void setTornDown(boolean to) throws ReflectiveOperationException {
            var planted = Scheduler.class.getDeclaredField("tornDown");
            planted.setAccessible(true);
            planted.setBoolean(ring, to);
        }
    }

    @Nested
    class A_callback_of_a_fence {
        private final Fence outside = device.addFence(() -> "outside");

        @Test
        void that_frees_a_job() {
            Job job = start(client);
            outside.addCallback(fence -> invariants.tracepoints().freed(job));

            device.signal(outside, null);

            trips("inside the callback of a fence");
        }

        @Test
        void that_ends_a_killed_job() {
            Job job = push(client, device.addFence(() -> "never"));
            outside.addCallback(fence -> invariants.tracepoints().finished(job.fences()));

            device.signal(outside, null);

            trips("inside the callback of a fence");
        }
    }

    @Nested
    class What_gets_lost {
        private void dropQueuedWork() {
            for (Work each : work.queued()) {
                work.ordered("any").cancel(each);
            }
        }

        @Test
        void a_completion() {
            start(client).setHardware(new Ended(null));

            tripsAfterStep("no completion is lost");
        }

        @Test
        void an_error_of_the_hardware() {
            Job job = start(client);
            job.setHardware(new Ended(Errno.EIO));

            invariants.tracepoints().finished(job.fences());

            trips("an error of the hardware becomes the error");
        }

        @Test
        void the_reason_of_a_refusal() {
            Job job = start(client);
            invariants.tracepoints().jobSubmitted(job, new Launch.Refused(Errno.EINVAL));

            invariants.tracepoints().finished(job.fences());

            trips("an error of the hardware becomes the error");
        }

        @Test
        void a_dependency_of_a_killed_job() {
            Job job = push(client, device.addFence(() -> "never"));
            device.close(client);
            work.runAll();
            soFarSound();

            invariants.tracepoints().finished(job.fences());

            trips("a killed job ends after the job before it and after what it waits for");
        }

        @Test
        void a_message() {
            device.send(ring, () -> {});
            dropQueuedWork();

            invariants.whenQuiet(job -> false);

            trips("every message that was sent is processed");
        }

        @Test
        void who_waits_for_a_flush() {
            push(client);
            device.flush(client, TIMEOUT);
            invariants.afterStep();
            soFarSound();
            client.pop(Preparation.NONE);

            tripsAfterStep("a flush ends as soon as nothing is queued");
        }

        @Test
        void a_job_that_was_armed_and_never_pushed() {
            Job lost = (Job) new UnarmedJob(jobs++, client, 1, "work").arm();
            push(other, lost.fences().finished());
            work.runAll();
            soFarSound();

            invariants.whenQuiet(job -> false);

            trips("every job that is still there has a cause to be");
        }

        @Test
        void a_job_that_a_killed_one_waits_for() {
            Job lost = (Job) new UnarmedJob(jobs++, client, 1, "work").arm();
            push(other, lost.fences().finished());
            device.close(other);
            work.runAll();
            soFarSound();

            invariants.whenQuiet(job -> false);

            trips("every job that is still there has a cause to be");
        }
    }
}
