package io.gpusched.adapters.virtualtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.FenceWait;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceMerge;
import io.gpusched.domain.fence.Reservation;
import io.gpusched.domain.fence.Timeline;
import io.gpusched.domain.fence.Usage;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fences end to end: submitted to a device, run by hardware that ends jobs when it is told to. */
class FencesOnADeviceTest {
    private static final long TIMEOUT_NANOS = 1_000;

    private final VirtualTime time = new VirtualTime();
    private final Device device = new Device(time, Tracepoints.NONE);
    private final HandDriven hardware = new HandDriven();
    private final Scheduler scheduler = device.addScheduler(
            new SchedulerSettings("ring0", new Fifo(), 8, TIMEOUT_NANOS, 0, null, SchedulerSettings.ALL_PRIORITIES),
            hardware);
    private long nextId = 1;

    /** Notes what it is told and ends jobs by hand; a timeout resets it. */
    private static final class HandDriven implements Hardware {
        final List<String> log = new ArrayList<>();
        final Map<Long, Completion> running = new TreeMap<>();
        boolean completesAtOnce;

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            log.add("run " + job.id());
            if (completesAtOnce) {
                completion.complete();
            } else {
                running.put(job.id(), completion);
            }
            return Launch.Accepted.RUNNING;
        }

        @Override
        public void deadline(HardwareJob job, long deadlineNanos) {
            log.add("deadline " + job.id() + " " + deadlineNanos);
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            recovery.stop();
            log.add("reset");
            running.clear();
            recovery.resubmit();
            recovery.start(null);
            return Verdict.RESET;
        }

        @Override
        public void free(HardwareJob job) {
            log.add("free " + job.id());
        }

        void complete(Job job) {
            running.remove(job.id()).complete();
        }
    }

    private UnarmedJob newJob() {
        return new UnarmedJob(nextId++, device.addEntity(Priority.NORMAL, List.of(scheduler)), 1, "payload");
    }

    private Job submit(UnarmedJob job) {
        return device.submit(job).get();
    }

    /** Does the work that is queued, without letting time pass. */
    private void settle() {
        time.run(time.nanos());
    }

    @Nested
    class Pipelining {
        @Test
        void a_dependant_starts_when_the_job_before_it_has_started() {
            Job first = submit(newJob());
            UnarmedJob second = newJob();
            second.addDependency(first.fences().finished());

            submit(second);
            settle();

            assertThat(hardware.log).containsExactly("run 1", "run 2");
        }

        @Test
        void a_dependant_starts_when_the_job_before_it_has_finished_if_pipelining_is_forbidden() {
            Job first = submit(newJob());
            first.fences().finished().forbidPipelining();
            UnarmedJob second = newJob();
            second.addDependency(first.fences().finished());

            submit(second);
            settle();
            assertThat(hardware.log).containsExactly("run 1");
            hardware.complete(first);
            settle();

            assertThat(hardware.log).containsExactly("run 1", "run 2", "free 1");
        }

        @Test
        void a_dependant_on_a_point_of_a_timeline_waits_until_the_job_has_finished() {
            Timeline timeline = new Timeline(device.contexts());
            Job first = submit(newJob());
            timeline.addPoint(1, first.fences().finished());
            UnarmedJob second = newJob();
            assertThat(second.addTimelineDependency(timeline, 1)).isNull();

            submit(second);
            settle();
            assertThat(hardware.log).containsExactly("run 1");
            hardware.complete(first);
            settle();

            assertThat(hardware.log).contains("run 2");
            assertThat(timeline.lastSignaled()).isEqualTo(1);
        }
    }

    @Nested
    class Buffers {
        @Test
        void a_writer_runs_after_the_readers_and_the_next_reader_after_the_writer() {
            Reservation buffer = new Reservation();
            Fence reader = device.addFence(() -> "reader");
            buffer.add(reader, Usage.READ);
            UnarmedJob writer = newJob();
            writer.addImplicitDependencies(buffer, true);
            Job written = submit(writer);
            buffer.add(written.fences().finished(), Usage.WRITE);
            UnarmedJob next = newJob();
            next.addImplicitDependencies(buffer, false);
            submit(next);

            settle();
            assertThat(hardware.log).isEmpty();
            device.signal(reader, null);
            settle();

            assertThat(hardware.log).containsExactly("run 1", "run 2");
        }

        @Test
        void can_be_waited_for_with_a_timeout() {
            List<FenceWait.Outcome> outcomes = new ArrayList<>();
            Reservation buffer = new Reservation();
            buffer.add(submit(newJob()).fences().finished(), Usage.WRITE);
            buffer.add(submit(newJob()).fences().finished(), Usage.WRITE);

            device.await(buffer.merged(Usage.WRITE, device.contexts()), 100, outcomes::add);
            time.run(500);

            assertThat(outcomes).containsExactly(FenceWait.Outcome.Unsignaled.TIMED_OUT);
        }
    }

    @Nested
    class Deadlines {
        @Test
        void reach_the_hardware_of_a_running_job() {
            Job job = submit(newJob());
            settle();

            job.fences().finished().setDeadline(70);
            job.fences().finished().setDeadline(90);
            job.fences().finished().setDeadline(50);

            assertThat(hardware.log).containsExactly("run 1", "deadline 1 70", "deadline 1 50");
        }

        @Test
        void wait_for_the_job_to_start() {
            Job job = submit(newJob());
            job.fences().finished().setDeadline(70);
            assertThat(hardware.log).isEmpty();

            settle();

            assertThat(hardware.log).containsExactly("run 1", "deadline 1 70");
        }

        @Test
        void are_not_passed_on_when_the_job_is_done() {
            Job job = submit(newJob());
            settle();
            hardware.complete(job);

            job.fences().finished().setDeadline(70);
            settle();

            assertThat(hardware.log).containsExactly("run 1", "free 1");
        }

        @Test
        void are_not_passed_on_when_the_job_is_done_as_soon_as_it_starts() {
            hardware.completesAtOnce = true;
            Job job = submit(newJob());
            job.fences().finished().setDeadline(70);

            settle();

            assertThat(hardware.log).containsExactly("run 1", "free 1");
        }

        @Test
        void are_passed_on_again_with_the_run_after_a_reset() {
            Job job = submit(newJob());
            job.fences().finished().setDeadline(70);

            time.run(TIMEOUT_NANOS);

            assertThat(hardware.log).containsExactly("run 1", "deadline 1 70", "reset", "run 1", "deadline 1 70");
        }

        @Test
        void reach_every_job_that_a_merged_fence_stands_for() {
            Job first = submit(newJob());
            Job second = submit(newJob());
            Fence merged = FenceMerge.merge(
                    device.contexts(),
                    List.of(first.fences().finished(), second.fences().finished()));
            settle();

            merged.setDeadline(70);

            assertThat(hardware.log).containsExactly("run 1", "run 2", "deadline 1 70", "deadline 2 70");
        }
    }
}
