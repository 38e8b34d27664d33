package io.gpusched.benchmarks;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceSource;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.List;

/**
 * The workload of all benchmarks: one scheduler over a simulated ring whose jobs take 1 microsecond each, 64 of them in flight, no
 * timeout, nobody listening. Every 64 microseconds a timer pushes 64 jobs, to one entity after another, so the ring never runs dry
 * and no entity either: what goes in comes out, one job each microsecond of virtual time.
 */
final class Pipeline {
    private static final int IN_FLIGHT = 64;
    private static final long JOB_NANOS = 1_000;

    private final VirtualTime time;
    private final Device device;
    private final Entity[] entities;
    private final Timer source;
    private final GpuWork work = GpuWork.of(JOB_NANOS);
    private long untilNanos;
    private long pushed;
    private int nextEntity;

    /**
     * Fills the pipeline.
     *
     * @param policy who is next
     * @param entityCount how many entities take part; each has one job queued at least, at any time
     * @param blockedCount how many entities stand before them all, with a job that waits for ever
     * @param ports which implementations of the ports are between the scheduler and virtual time
     */
    Pipeline(Policy policy, int entityCount, int blockedCount, Ports ports) {
        this.time = new VirtualTime();
        Writer writer = ports.over(time);
        this.device = new Device(writer, ports.tracepoints());
        Hardware gpu = ports.over(new SimulatedGpu(writer.timers(), OnTimeout.RESET));
        SchedulerSettings settings = new SchedulerSettings(
                "ring", policy, IN_FLIGHT, Nanos.NO_LIMIT, 0, null, SchedulerSettings.ALL_PRIORITIES);
        List<Scheduler> schedulers = List.of(device.addScheduler(settings, gpu));
        block(blockedCount, schedulers);
        this.entities = new Entity[entityCount];
        for (int i = 0; i < entityCount; i++) {
            entities[i] = device.addEntity(Priority.NORMAL, schedulers);
        }
        int queuedEach = Math.max(2, 3 * IN_FLIGHT / entityCount);
        push(queuedEach * entityCount);
        this.source = writer.timers().timer(this::pushBatch);
        source.arm(IN_FLIGHT * JOB_NANOS);
    }

    /**
     * Runs jobs from push to free.
     *
     * @param jobs how many
     * @return how many jobs were pushed since the beginning, for the compiler to believe that it matters
     */
    long run(int jobs) {
        untilNanos += jobs * JOB_NANOS;
        time.run(untilNanos);
        return pushed;
    }

    private void block(int count, List<Scheduler> schedulers) {
        FenceSource nobody = () -> "never";
        Fence never = device.addFence(nobody);
        for (int i = 0; i < count; i++) {
            UnarmedJob job = new UnarmedJob(pushed++, device.addEntity(Priority.NORMAL, schedulers), 1, work);
            job.addDependency(never);
            device.submit(job);
        }
        time.run(0);
    }

    private void pushBatch() {
        push(IN_FLIGHT);
        source.arm(IN_FLIGHT * JOB_NANOS);
    }

    private void push(int count) {
        for (int i = 0; i < count; i++) {
            device.submit(new UnarmedJob(pushed++, entities[nextEntity], 1, work));
            nextEntity = nextEntity + 1 == entities.length ? 0 : nextEntity + 1;
        }
    }
}
