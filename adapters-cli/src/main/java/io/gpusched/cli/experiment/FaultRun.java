package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.adapters.gpusim.faults.FaultyBackend;
import io.gpusched.adapters.gpusim.faults.FaultyGpu;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.Leftovers;
import io.gpusched.application.rules.SchedulerInvariants;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workload with one fault at one of its steps. Every step is checked by {@link SchedulerInvariants}: all fences signal or wait for something
 * that has a name, the credits in flight are those of the pending jobs, nothing is freed twice, and the accounts settle. At the end a new
 * job is given to every ring that lives and has nothing on it that hangs, and must run. An exception of the hardware ends the run; it must
 * come out as it was thrown.
 *
 * @param steps how many steps the run took
 * @param freed how many jobs were freed by its end, 0 if a rule did not hold
 * @param violation what did not hold, if something did not
 */
public record FaultRun(long steps, long freed, Optional<Violation> violation) {
    /** After a fault, every ring that lives runs a new job. */
    public static final Rule USABLE =
            new Rule("runs.usable", "after a fault, every ring that lives runs a new job", "docs/faults.md");

    /** What hardware throws comes out. */
    public static final Rule UNMASKED = new Rule(
            "runs.unmasked", "an exception of the hardware comes out of the step as it was thrown", "docs/faults.md");

    /** The step of a fault that does not happen. */
    static final long NEVER = Long.MAX_VALUE / 2;

    /** How many steps those faults last that last a while. */
    private static final int LASTS = 7;

    private static final long PROBE_NANOS = 1_000;

    /** Behind all jobs of cases. */
    private static final long FIRST_PROBE = 1_000_000_000_001L;

    /**
     * Runs a workload.
     *
     * @param at the number of steps before the fault; more than the run has for none
     * @param events receives every event
     */
    public static FaultRun of(Workload workload, FaultKind kind, long at, Consumer<Event> events) {
        return new Run(workload, kind, at, events, Tracepoints.NONE).play();
    }

    /**
     * Runs a workload with a known bug: the first job that is freed is freed twice. Whoever wants to say that nothing was found must find
     * this, or else nothing was looked at.
     *
     * @return whether the bug was found; false also if the workload frees nothing
     */
    static boolean findsCanary(Workload workload) {
        return new Run(workload, FaultKind.NOTHING, NEVER, event -> {}, new Canary())
                .play()
                .violation()
                .isPresent();
    }

    /** A listener that tells the rules of a freed job once more. */
    private static final class Canary implements Tracepoints {
        private boolean isSinging;
        private Tracepoints rules = Tracepoints.NONE;

        @Override
        public void freed(Job job) {
            if (!isSinging) {
                isSinging = true;
                rules.freed(job);
            }
        }
    }

    /** One run. */
    private static final class Run {
        private final Workload workload;
        private final FaultKind kind;
        private final long at;
        private final VirtualTime time = new VirtualTime();
        private final SchedulerInvariants invariants = SchedulerInvariants.strict(time);
        private final FaultScene.Jobs jobs = new FaultScene.Jobs();
        private final FaultyBackend hardware = new FaultyBackend();
        private final List<FaultyGpu> gpus = hardware.gpus();
        private final Device device;
        private final Player player;
        private final FaultScene scene;
        private final long most;
        private long steps;
        private long freed;

        Run(Workload workload, FaultKind kind, long at, Consumer<Event> events, Tracepoints listener) {
            this.workload = workload;
            this.kind = kind;
            this.at = at;
            this.most = Simulation.mostSteps(workload);
            this.device = new Device(
                    time,
                    Listeners.of(new Recorder(time, events), jobs, invariants.tracepoints(), listener),
                    LinuxBugs.MENDED);
            if (listener instanceof Canary canary) {
                canary.rules = invariants.tracepoints();
            }
            invariants.watch(device);
            this.player = new Player(workload, device, time, new CheckedRun.WatchedBackend(hardware, invariants));
            this.scene = new FaultScene(time, device, invariants, gpus, player.entities(), jobs.queued(), (int)
                    Math.floorMod(at, (long) Integer.MAX_VALUE));
        }

        FaultRun play() {
            @Nullable Violation violation = null;
            try {
                player.start();
                drive();
                Leftovers leftovers = workload.untilNanos() == Nanos.NEVER
                        ? invariants.whenQuiet(this::mayHang)
                        : invariants.whenCutOff();
                freed = leftovers.freed();
                if (workload.untilNanos() == Nanos.NEVER) {
                    probe(leftovers);
                }
            } catch (ViolationException found) {
                violation = found.violation();
            } catch (RuntimeException | AssertionError thrown) {
                violation = violation(thrown);
            }
            return new FaultRun(steps, freed, Optional.ofNullable(violation));
        }

        private void drive() {
            while (true) {
                if (steps == at) {
                    kind.begin(scene);
                    invariants.afterStep();
                }
                if (steps == at + LASTS) {
                    kind.end(scene);
                    invariants.afterStep();
                }
                if (!runOne() && !endsLate()) {
                    return;
                }
            }
        }

        /** A run may be quiet because of a fault that lasts. */
        private boolean endsLate() {
            boolean lasts = steps >= at && steps < at + LASTS;
            if (lasts) {
                steps = at + LASTS;
            }
            return lasts;
        }

        private boolean runOne() {
            try {
                if (!time.runOne(workload.untilNanos())) {
                    return false;
                }
            } catch (IllegalStateException refused) {
                // The workload may go on to use a ring that the fault has torn down.
                if (device.schedulers().stream().noneMatch(Scheduler::isTornDown)
                        || !String.valueOf(refused.getMessage()).contains("was torn down and")) {
                    throw refused;
                }
            }
            steps++;
            if (steps > most) {
                throw new ViolationException(new Violation(
                        ExplorationRules.ENDS, "at " + time.nanos() + " ns it goes on", invariants.events()));
            }
            invariants.afterStep();
            return true;
        }

        private boolean mayHang(Job job) {
            return (job.payload() instanceof GpuWork work && work.hangs() > 0)
                    || gpus.stream().anyMatch(gpu -> gpu.hangs(job));
        }

        /** Gives every ring that lives a new job, unless something there hangs or waits. */
        private void probe(Leftovers leftovers) {
            if (!leftovers.remaining().isEmpty()) {
                return;
            }
            gpus.forEach(FaultyGpu::planNothing);
            long id = FIRST_PROBE;
            for (Scheduler each : device.schedulers()) {
                if (each.isTornDown() || each.policy().isForOneEntity()) {
                    continue;
                }
                if (each.isPaused()) {
                    device.start(each);
                }
                each.setEligible(true);
                Entity entity = device.addEntity(Priority.NORMAL, List.of(each));
                Job job = device.submit(new UnarmedJob(id++, entity, 1, GpuWork.of(PROBE_NANOS)))
                        .getOrElseThrow(refused -> broken(each + " refuses a new job: " + refused.reason()));
                while (!job.isSignaled() && time.runOne(Nanos.NEVER)) {
                    invariants.afterStep();
                }
                if (!job.isSignaled()) {
                    throw broken("the new job never ends on " + each);
                }
            }
        }

        private ViolationException broken(String seen) {
            return new ViolationException(new Violation(USABLE, seen, invariants.events()));
        }

        private @Nullable Violation violation(Throwable thrown) {
            if (!kind.isException()) {
                return new Violation(ExplorationRules.NO_STEP_FAILS, thrown.toString(), invariants.events());
            }
            boolean isPlanned = gpus.stream().anyMatch(gpu -> gpu.thrown() == thrown);
            return isPlanned ? null : new Violation(UNMASKED, thrown.toString(), invariants.events());
        }
    }
}
