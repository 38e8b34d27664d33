package io.gpusched.cli.experiment;

import io.gpusched.adapters.gpusim.faults.FaultyGpu;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.SchedulerInvariants;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A run at the step where a fault happens: its device, its rings, and which of them the fault meets. */
final class FaultScene {
    /** How long a flush waits at most: some jobs. */
    static final long FLUSH_NANOS = 100_000;

    private final VirtualTime time;
    private final Device device;
    private final SchedulerInvariants invariants;
    private final List<FaultyGpu> gpus;
    private final List<Entity> entities;
    private final List<Job> jobs;
    private final int turn;
    private long kept;

    /** Notes every job that is queued. */
    static final class Jobs implements Tracepoints {
        private final List<Job> queued = new ArrayList<>();

        @Override
        public void jobQueued(Job job) {
            queued.add(job);
        }

        List<Job> queued() {
            return queued;
        }
    }

    /**
     * Makes a scene.
     *
     * @param turn decides which ring, entity and job the fault meets
     */
    FaultScene(
            VirtualTime time,
            Device device,
            SchedulerInvariants invariants,
            List<FaultyGpu> gpus,
            List<Entity> entities,
            List<Job> jobs,
            int turn) {
        this.time = time;
        this.device = device;
        this.invariants = invariants;
        this.gpus = gpus;
        this.entities = entities;
        this.jobs = jobs;
        this.turn = turn;
    }

    Device device() {
        return device;
    }

    long nanos() {
        return time.nanos();
    }

    FaultyGpu gpu() {
        return gpus.get(turn % gpus.size());
    }

    private Scheduler scheduler() {
        return device.schedulers().get(turn % device.schedulers().size());
    }

    /** Does something to a ring, if that lives. */
    void ring(BiConsumer<Device, Scheduler> action) {
        if (!scheduler().isTornDown()) {
            action.accept(device, scheduler());
        }
    }

    /** Does something to an entity, if that is open. */
    void entity(BiConsumer<Device, Entity> action) {
        if (!entities.isEmpty() && !entities.get(turn % entities.size()).isStopped()) {
            action.accept(device, entities.get(turn % entities.size()));
        }
    }

    /** Returns every job that has not ended. */
    List<Job> allUnfinished() {
        return jobs.stream().filter(job -> !job.isSignaled()).toList();
    }

    /** Returns one of the jobs that have not ended. */
    Optional<Job> unfinished() {
        List<Job> all = allUnfinished();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(turn % all.size()));
    }

    Message message() {
        return invariants.message(() -> {
            // That it is processed, and when, is checked.
        });
    }

    void keep(long nanos) {
        kept = nanos;
    }

    long kept() {
        return kept;
    }

    void resetRing() {
        ring((device, ring) -> {
            Recovery recovery = device.recovery(ring, null);
            recovery.stop();
            gpu().clear();
            recovery.resubmit();
            recovery.start(null);
        });
    }

    void tearDownRing() {
        ring((device, ring) -> {
            // Whoever may use it, or has jobs on it.
            entities.stream().filter(entity -> !entity.isStopped()).forEach(device::close);
            device.teardown(ring);
        });
    }
}
