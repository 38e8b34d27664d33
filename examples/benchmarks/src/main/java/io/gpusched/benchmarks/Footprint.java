package io.gpusched.benchmarks;

import io.gpusched.adapters.gpusim.SimulatedGpu;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.io.PrintStream;
import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/**
 * How much memory a queued job and an idle entity take: what 100,000 of them add to everything that can be reached from the device, its
 * writer and its clients. What a job is to do ({@link GpuWork} here) is its owner's, and shared; the array that holds the entities is
 * not counted either.
 */
public final class Footprint {
    private static final int COUNT = 100_000;
    private static final GpuWork WORK = GpuWork.of(1_000);

    private final VirtualTime time = new VirtualTime();
    private final Device device = new Device(time, Tracepoints.NONE);
    private final Entity[] entities = new Entity[COUNT];
    private final Scheduler scheduler;
    private long jobs;

    private Footprint() {
        SchedulerSettings settings = new SchedulerSettings(
                "ring", new Fair(), 64, Nanos.NO_LIMIT, 0, null, SchedulerSettings.ALL_PRIORITIES);
        scheduler = device.addScheduler(settings, new SimulatedGpu(time, OnTimeout.RESET));
        entities[0] = device.addEntity(Priority.NORMAL, List.of(scheduler));
    }

    /** Prints the figures, in bytes. */
    public static void main(String[] args) {
        PrintStream out = System.out;
        out.printf("queued job            %6.1f B%n", queuedJob());
        out.printf("idle entity, new      %6.1f B%n", idleEntity(0));
        out.printf("idle entity, has run  %6.1f B%n", idleEntity(2));
    }

    private static double queuedJob() {
        Footprint footprint = new Footprint();
        footprint.push(footprint.entities[0]);
        long before = footprint.bytes();
        for (int i = 0; i < COUNT; i++) {
            footprint.push(footprint.entities[0]);
        }
        return (double) (footprint.bytes() - before) / COUNT;
    }

    private static double idleEntity(int jobsRun) {
        Footprint footprint = new Footprint();
        footprint.push(footprint.entities[0]);
        footprint.time.run(Nanos.NEVER);
        long before = footprint.bytes();
        for (int i = 1; i < COUNT; i++) {
            Entity entity = footprint.device.addEntity(Priority.NORMAL, List.of(footprint.scheduler));
            footprint.entities[i] = entity;
            for (int job = 0; job < jobsRun; job++) {
                footprint.push(entity);
            }
        }
        footprint.time.run(Nanos.NEVER);
        return (double) (footprint.bytes() - before) / (COUNT - 1);
    }

    private void push(Entity entity) {
        device.submit(new UnarmedJob(jobs++, entity, 1, WORK));
    }

    private long bytes() {
        return GraphLayout.parseInstance(time, device, entities, WORK).totalSize();
    }
}
