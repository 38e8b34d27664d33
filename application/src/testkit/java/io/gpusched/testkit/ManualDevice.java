package io.gpusched.testkit;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.rules.SchedulerInvariants;
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
import java.util.List;

/**
 * A device for tests, with a writer and hardware that are moved by hand. Its invariants are checked after every step; the first that
 * does not hold is thrown.
 *
 * <pre>
 * ManualDevice device = new ManualDevice();
 * Scheduler ring = device.scheduler(1);
 * Entity client = device.entity(ring);
 * Job job = device.submit(client);
 * device.runAll();
 * device.gpu(ring).complete(job);
 * device.runAll();
 * </pre>
 */
public final class ManualDevice {
    private final ManualWork work = new ManualWork();
    private final List<ManualGpu> gpus = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Policy policy;
    private final Device device;
    private final SchedulerInvariants invariants;
    private long jobs;
    private int fences;

    /** Makes a device without schedulers that orders by age and mends what Linux gets wrong. */
    public ManualDevice() {
        this(new Fifo(), LinuxBugs.MENDED);
    }

    /** Makes a device without schedulers. */
    public ManualDevice(Policy policy, LinuxBugs bugs) {
        this.policy = policy;
        invariants = SchedulerInvariants.strict(work.clock());
        device =
                new Device(work, Listeners.of(new Recorder(work.clock(), events::add), invariants.tracepoints()), bugs);
        invariants.watch(device);
        work.afterEachStep(invariants::afterStep);
    }

    /** Returns the device itself. */
    public Device device() {
        return device;
    }

    /** Returns the writer. */
    public ManualWork work() {
        return work;
    }

    /** Returns what happened so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Adds a scheduler without a timeout. */
    public Scheduler scheduler(int creditLimit) {
        return scheduler(creditLimit, Nanos.NO_LIMIT, 0);
    }

    /** Adds a scheduler with a {@link ManualGpu} under it. */
    public Scheduler scheduler(int creditLimit, long timeoutNanos, int hangLimit) {
        ManualGpu gpu = new ManualGpu();
        gpus.add(gpu);
        return device.addScheduler(
                new SchedulerSettings(
                        "ring" + (gpus.size() - 1),
                        policy,
                        creditLimit,
                        timeoutNanos,
                        hangLimit,
                        null,
                        SchedulerSettings.ALL_PRIORITIES),
                invariants.hardware(gpu));
    }

    /** Returns the hardware under a scheduler. */
    public ManualGpu gpu(Scheduler scheduler) {
        return gpus.get(scheduler.id());
    }

    /** Adds an entity of normal priority. */
    public Entity entity(Scheduler... schedulers) {
        return entity(Priority.NORMAL, schedulers);
    }

    /** Adds an entity. */
    public Entity entity(Priority priority, Scheduler... schedulers) {
        return device.addEntity(priority, List.of(schedulers));
    }

    /** Makes an external fence: x0, x1 and so on. */
    public Fence fence() {
        String name = "x" + fences++;
        return device.addFence(() -> name);
    }

    /** Makes a job of one credit that is not armed; ids count from 0. */
    public UnarmedJob job(Entity entity) {
        return job(entity, 1);
    }

    /** Makes a job that is not armed; ids count from 0. */
    public UnarmedJob job(Entity entity, int credits) {
        return new UnarmedJob(jobs++, entity, credits, "work");
    }

    /** Submits a job of one credit that waits for the given fences; it must not be refused. */
    public Job submit(Entity entity, Fence... dependencies) {
        UnarmedJob job = job(entity);
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return submit(job);
    }

    /** Submits a job, which must not be refused. */
    public Job submit(UnarmedJob job) {
        return device.submit(job).getOrElseThrow(rejection -> new IllegalStateException(rejection.reason()));
    }

    /** Runs all work. */
    public void runAll() {
        work.runAll();
    }

    /** Lets time pass. */
    public void advance(long nanos) {
        work.advance(nanos);
    }
}
