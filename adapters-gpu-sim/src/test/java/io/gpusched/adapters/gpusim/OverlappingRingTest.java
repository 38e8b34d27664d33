package io.gpusched.adapters.gpusim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.ManualWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlappingRingTest {
    private static final int CREDITS = 8;
    private static final long LONG_ENOUGH_NANOS = 10_000;
    private final ManualWork work = new ManualWork();
    private final List<String> told = new ArrayList<>();
    private final Device device = new Device(work, new Recorder(work.clock(), this::tell));

    private void tell(Event event) {
        if (event instanceof Event.JobDone done) {
            told.add(done.nanos() + " done " + done.job());
        } else if (event instanceof Event.JobCancelled cancelled) {
            told.add(cancelled.nanos() + " cancel " + cancelled.job());
        }
    }

    private Entity client(long timeoutNanos, OnTimeout onTimeout) {
        Scheduler ring = device.addScheduler(
                new SchedulerSettings(
                        "ring", new Fifo(), CREDITS, timeoutNanos, 0, null, SchedulerSettings.ALL_PRIORITIES),
                new SimulatedGpu(work.timers(), onTimeout, RingKind.OVERLAPPING));
        return device.addEntity(Priority.NORMAL, List.of(ring));
    }

    private void submit(Entity client, long id, long nanos, int hangs, @Nullable Errno error) {
        device.submit(new UnarmedJob(id, client, 1, new GpuWork(nanos, hangs, null, error)));
    }

    private void runAll() {
        work.advance(LONG_ENOUGH_NANOS);
    }

    @Test
    void each_job_takes_its_time_from_its_own_start() {
        Entity client = client(Nanos.NO_LIMIT, OnTimeout.SIGNAL);

        submit(client, 0, 100, 0, null);
        submit(client, 1, 30, 0, null);
        submit(client, 2, 70, 0, Errno.EIO);
        runAll();

        assertThat(told).containsExactly("30 done 1", "70 done 2", "100 done 0");
    }

    @Test
    void a_hung_job_does_not_stop_the_others() {
        Entity client = client(500, OnTimeout.SIGNAL);

        submit(client, 0, 100, 1, null);
        submit(client, 1, 30, 0, null);
        runAll();

        assertThat(told).containsExactly("30 done 1", "500 done 0");
    }

    @Test
    void a_reset_forgets_all_and_runs_all_again() {
        Entity client = client(500, OnTimeout.RESET);

        submit(client, 0, 100, 1, null);
        submit(client, 1, 700, 0, null);
        runAll();

        assertThat(told).hasSize(2).allMatch(line -> !line.startsWith("700"));
        assertThat(device.ignoredCompletions(client.scheduler())).isZero();
    }

    @Test
    void teardown_takes_jobs_off_the_ring() {
        Entity client = client(Nanos.NO_LIMIT, OnTimeout.SIGNAL);
        submit(client, 0, 100, 0, null);
        submit(client, 1, 30, 0, null);
        work.runAll();

        device.close(client);
        device.teardown(client.scheduler());
        runAll();

        assertThat(told).contains("0 cancel 1", "0 cancel 0").doesNotContain("30 done 1", "100 done 0");
    }
}
