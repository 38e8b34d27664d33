package io.gpusched.cli.experiment;

import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.DaggerVirtualRun;
import io.gpusched.cli.wiring.VirtualRun;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The state of a run at its end or between two steps.
 *
 * @param endNanos the time on its clock, in nanoseconds
 * @param entities the entities, by id
 * @param schedulers the schedulers, by id
 * @param isTornDown whether a scheduler was torn down
 */
public record Simulation(
        long endNanos, List<Entity> entities, List<Scheduler> schedulers, Predicate<Scheduler> isTornDown) {

    /** Most jobs take ten steps or so; one that is reset again and again takes some for each time. */
    private static final long MOST_STEPS_OF_A_JOB = 1_000;

    /** Enough for a timeout every millisecond for an hour. */
    private static final long MOST_STEPS_WITH_AN_END = 10_000_000;

    private static final long MOST_STEPS_WITHOUT = 10_000;

    /**
     * Plays a workload to its end: in virtual time, or in real time if one of its backends needs that.
     *
     * @param bugs what to do where Linux has a bug
     * @param events receives every event
     * @throws EndlessRun if it takes more steps than its jobs can need
     */
    public static Simulation play(Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        if (workload.needsRealTime()) {
            return new LivePlay(workload, bugs, events).on(Queue.EXECUTOR);
        }
        VirtualRun run = DaggerVirtualRun.factory().create(workload, bugs, events);
        run.player().start();
        long most = mostSteps(workload);
        for (long steps = 0; run.time().runOne(workload.untilNanos()); steps++) {
            if (steps == most) {
                throw new EndlessRun(most, run.time().nanos());
            }
        }
        return of(run.time().nanos(), run.player(), run.device());
    }

    /** Returns after how many steps a run is given up, since it will not come to an end. */
    static long mostSteps(Workload workload) {
        boolean ends = workload.untilNanos() != Nanos.NEVER;
        return (ends ? MOST_STEPS_WITH_AN_END : MOST_STEPS_WITHOUT) + MOST_STEPS_OF_A_JOB * workload.jobs();
    }

    /**
     * Plays a workload to its end, in virtual or in real time.
     *
     * @param queue who runs the work
     * @throws EndlessRun in virtual time, if it takes more steps than its jobs can need
     */
    public static Simulation play(Queue queue, Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        return queue == Queue.VIRTUAL_TIME
                ? play(workload, bugs, events)
                : new LivePlay(workload, bugs, events).on(queue);
    }

    static Simulation of(long endNanos, Player player, Device device) {
        return new Simulation(endNanos, player.entities(), player.schedulers(), device::isTornDown);
    }
}
