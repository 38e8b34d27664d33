package io.gpusched.adapters.tck;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/** One more device over the hardware of a bench, on the same writer. Its jobs have the numbers that those of the bench have, as in any program with two devices. */
final class OtherDevice {
    private final Bench bench;
    private final Device device;
    private final Entity client;
    private long nextJob;

    private OtherDevice(Bench bench, Device device, Entity client) {
        this.bench = bench;
        this.device = device;
        this.client = client;
    }

    /** Makes one over the first ring's hardware, as it is for another device. */
    static OtherDevice over(Bench bench) {
        return bench.call(() -> {
            Hardware hardware = bench.hardware(0).forDevice();
            Device device = new Device(bench.writer(), Tracepoints.NONE);
            Scheduler ring = device.addScheduler(
                    new SchedulerSettings("other", new Fifo(), bench.creditLimit(), Nanos.NO_LIMIT, 0, null), hardware);
            return new OtherDevice(bench, device, device.addEntity(Priority.NORMAL, List.of(ring)));
        });
    }

    /** Submits several jobs of one credit, in one step. */
    List<Job> submit(int count, SampleWork work) {
        Object payload = bench.payload(work);
        return bench.call(() -> {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                jobs.add(bench.submitHere(device, client, payload, nextJob++, 1));
            }
            return jobs;
        });
    }
}
