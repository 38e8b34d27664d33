package io.gpusched.scheduler;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A device in virtual time with a simulated GPU under each scheduler, and everything that it told. Times are microseconds. */
final class Machine {
    final VirtualTime time = new VirtualTime();
    final List<Event> events = new ArrayList<>();
    final Device device;
    private long nextJob;

    Machine() {
        this(LinuxBugs.MENDED);
    }

    Machine(LinuxBugs bugs) {
        device = new Device(time, new Recorder(time, events::add), bugs);
    }

    Scheduler scheduler(Policy policy, int credits, long timeoutNanos, OnTimeout onTimeout) {
        return device.addScheduler(
                new SchedulerSettings("ring", policy, credits, timeoutNanos, 0, null),
                new SimulatedGpu(time, onTimeout));
    }

    Scheduler scheduler(int credits) {
        return scheduler(new Fifo(), credits, Nanos.NO_LIMIT, OnTimeout.SIGNAL);
    }

    Entity entity(Priority priority, Scheduler... schedulers) {
        return device.addEntity(priority, Arrays.asList(schedulers));
    }

    Job push(Entity entity, long micros, Fence... dependencies) {
        return push(entity, GpuWork.of(micros * 1_000), dependencies);
    }

    Job push(Entity entity, GpuWork work, Fence... dependencies) {
        UnarmedJob job = new UnarmedJob(nextJob++, entity, 1, work);
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return device.submit(job).get();
    }

    /** Runs to a time, that time's timers included. */
    void runTo(long micros) {
        time.timers().timer(() -> {}).arm(micros * 1_000 - time.nanos());
        time.run(micros * 1_000);
    }

    void runOut() {
        time.run(Nanos.NEVER);
    }

    /** Returns the ids of the jobs in the order in which they went to the hardware. */
    List<Long> runOrder() {
        return events.stream()
                .filter(Event.JobRun.class::isInstance)
                .map(each -> ((Event.JobRun) each).job())
                .toList();
    }
}
