package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;
import io.gpusched.application.rules.Leftovers;
import io.gpusched.application.rules.SchedulerInvariants;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A run in virtual time, checked after every step.
 *
 * @param simulation the run; it ends early at a violation
 * @param violation the first rule that did not hold, if there is one
 * @param leftovers what became of every job, unless there is a violation
 */
public record CheckedRun(Simulation simulation, Optional<Violation> violation, Optional<Leftovers> leftovers) {
    /** Two runs of the same workload are equal. */
    public static final Rule REPEATABLE = ExplorationRules.REPEATABLE;

    /** A run comes to its end. */
    public static final Rule ENDS = ExplorationRules.ENDS;

    /**
     * Plays a workload to its end, and checks {@link SchedulerInvariants} after every step and the {@link Leftovers} at the end. An
     * exception or failed assertion of the scheduler is a violation as well.
     *
     * @param bugs what to do where Linux has a bug
     * @param events told of every event
     */
    public static CheckedRun play(Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        Backend backend = workload.backend(Inside.usualBackend(), BackendSite.plain());
        return play(workload, bugs, events, backend, UnaryOperator.identity());
    }

    /** Plays a workload on other hardware, and on a writer that was tampered with. */
    static CheckedRun play(
            Workload workload,
            LinuxBugs bugs,
            Consumer<Event> events,
            Backend backend,
            UnaryOperator<Writer> tampering) {
        VirtualTime time = new VirtualTime();
        Writer writer = tampering.apply(time);
        SchedulerInvariants invariants = SchedulerInvariants.strict(time);
        Device device = new Device(writer, Listeners.of(new Recorder(time, events), invariants.tracepoints()), bugs);
        invariants.watch(device);
        Player player = new Player(workload, device, writer, new WatchedBackend(backend, invariants));
        Optional<Violation> violation = Optional.empty();
        Optional<Leftovers> leftovers = Optional.empty();
        try {
            player.start();
            leftovers = Optional.of(drive(time, workload, invariants));
        } catch (ViolationException found) {
            violation = Optional.of(found.violation());
        } catch (RuntimeException | AssertionError thrown) {
            violation =
                    Optional.of(new Violation(ExplorationRules.NO_STEP_FAILS, thrown.toString(), invariants.events()));
        }
        Simulation simulation =
                new Simulation(time.nanos(), player.entities(), player.schedulers(), device::isTornDown);
        return new CheckedRun(simulation, violation, leftovers);
    }

    /** A backend whose hardware is watched. */
    record WatchedBackend(Backend backend, SchedulerInvariants invariants) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Backend of(Device device) {
            return new WatchedBackend(backend.of(device), invariants);
        }

        @Override
        public void beforeTeardown(int scheduler) {
            backend.beforeTeardown(scheduler);
        }

        @Override
        public boolean isRecovering(int scheduler) {
            return backend.isRecovering(scheduler);
        }

        @Override
        public boolean hidesState() {
            return backend.hidesState();
        }

        @Override
        public long resourcesHeld() {
            return backend.resourcesHeld();
        }

        @Override
        public long state() {
            return backend.state();
        }

        @Override
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            return invariants.hardware(backend.open(ring, writer));
        }

        @Override
        public Message message(String text) {
            return invariants.message(backend.message(text));
        }
    }

    private static Leftovers drive(VirtualTime time, Workload workload, SchedulerInvariants invariants) {
        long steps = Simulation.mostSteps(workload);
        while (time.runOne(workload.untilNanos())) {
            if (--steps == 0) {
                throw new ViolationException(
                        new Violation(ENDS, "at " + time.nanos() + " ns it goes on", invariants.events()));
            }
            invariants.afterStep();
        }
        return workload.untilNanos() == Nanos.NEVER ? invariants.whenQuiet(CheckedRun::hangs) : invariants.whenCutOff();
    }

    private static boolean hangs(Job job) {
        return job.payload() instanceof GpuWork work && work.hangs() > 0;
    }
}
