package io.gpusched.adapters.explore.workload;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.NamedAction;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/**
 * A workload as a scenario. Submissions to one entity come in the order of the workload, and so do the steps of the operator, who does
 * everything that is not a submission. Between entities, the operator, the rings and the scheduler's timers, only time decides.
 */
public final class WorkloadScenario implements Scenario {
    /** Most jobs take ten steps; one that is reset again and again takes some for each time. */
    private static final int MOST_STEPS_OF_A_JOB = 100;

    private static final int MOST_OTHER_STEPS = 500;

    private final Workload workload;
    private final Backends backends;
    private final List<String> words = new ArrayList<>();
    private final List<Forward> forward = new ArrayList<>();

    /** Two pushes by different clients, where one job waits for the other: the order of the pushes makes a difference. */
    private record Forward(int waiting, int awaited) {}

    /** Makes the backend of each schedule. */
    @FunctionalInterface
    public interface Backends {
        /** Makes a new backend: nothing survives from one schedule to the next. */
        Backend of(BackendSite site);
    }

    /**
     * Makes the scenario.
     *
     * @param backend makes the hardware under each scheduler
     */
    public WorkloadScenario(Workload workload, Backend backend) {
        this(workload, site -> backend);
    }

    /**
     * Makes the scenario. Where a backend {@linkplain Backend#hidesState hides no state}, fewer states differ, so that exploring every order
     * takes less time.
     *
     * @param backends makes the backend of each schedule
     */
    public WorkloadScenario(Workload workload, Backends backends) {
        this.workload = workload;
        this.backends = backends;
        for (TimedStep each : workload.steps()) {
            words.add(StepWords.of(each.step()));
        }
        for (int i = 0; i < workload.steps().size(); i++) {
            if (workload.steps().get(i).step() instanceof Step.Push push) {
                findAwaited(i, push);
            }
        }
    }

    private void findAwaited(int waiting, Step.Push push) {
        for (int i = 0; i < workload.steps().size(); i++) {
            if (workload.steps().get(i).step() instanceof Step.Push other
                    && other.entity() != push.entity()
                    && (push.dependencies().contains(new Dependency.Finished(other.job()))
                            || push.dependencies().contains(new Dependency.Scheduled(other.job())))) {
                forward.add(new Forward(waiting, i));
            }
        }
    }

    /** Returns the workload. */
    public Workload workload() {
        return workload;
    }

    @Override
    public void setUp(Stage stage) {
        Backend backend = backends.of(new BackendSite(LatencySource.none(), stage::yieldPoint));
        if (!backend.hidesState()) {
            stage.hidesNothing();
        }
        stage.until(workload.untilNanos());
        // A driver that neither blames nor gives up may reset for as long as completions come late.
        boolean recovers = workload.schedulers().stream().anyMatch(line -> line.recovery() != null);
        if (workload.untilNanos() == Nanos.NEVER && !recovers) {
            stage.endsWithin(
                    (int) Math.min(MOST_OTHER_STEPS + MOST_STEPS_OF_A_JOB * workload.jobs(), Integer.MAX_VALUE));
        }
        stage.hangs(job -> job.payload() instanceof GpuWork work && work.hangs() > 0);
        Device device = stage.device(LinuxBugs.MENDED, Tracepoints.NONE);
        new Player(workload, device, new Steps(stage), new OnStage(stage, backend)).start();
    }

    /** Puts the hardware of a backend on the stage. */
    private static final class OnStage implements Backend {
        private final Stage stage;
        private final Backend backend;

        OnStage(Stage stage, Backend backend) {
            this.stage = stage;
            this.backend = backend;
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Backend of(Device device) {
            Backend ofDevice = backend.of(device);
            stage.alsoState(ofDevice::state);
            return new OnStage(stage, ofDevice);
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
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            Writer side = stage.hardwareSide(ring.name(), ring.ring() == RingKind.SERIAL);
            return stage.hardware(ring.name(), backend.open(ring, side));
        }

        @Override
        public Message message(String text) {
            return stage.message(backend.message(text));
        }
    }

    /** The writer as the player sees it: the timers of the workload's steps are on lines, and each later timer is a line of its own. */
    private final class Steps implements ForwardingWriter {
        private final Stage stage;
        private final Timers operator;
        private final List<Timers> submitters = new ArrayList<>();
        private final int[] played = new int[words.size()];
        private int made;
        private int count;
        private long later;

        Steps(Stage stage) {
            this.stage = stage;
            this.operator = line();
            for (int i = 0; i < workload.entities().size(); i++) {
                submitters.add(line());
            }
            if (!forward.isEmpty()) {
                stage.alsoState(this::promises);
            }
            stage.alsoState(() -> later);
        }

        @Override
        public Writer writer() {
            return stage.writer();
        }

        /** What the player remembers: which jobs came before the jobs that they wait for, and so wait for a stand-in. */
        private long promises() {
            long sum = 0;
            for (int i = 0; i < forward.size(); i++) {
                Forward pair = forward.get(i);
                sum = Mix.step(sum, played[pair.waiting] < played[pair.awaited] ? 1 : 0);
            }
            return sum;
        }

        private Timers line() {
            return stage.clientSide("").timers();
        }

        @Override
        public Timers timers() {
            return this::timer;
        }

        /**
         * The player makes one timer for each step, in order, and then those of closed loops, recorded clients and stand-ins, as they
         * begin. How often those have fired is state as well.
         */
        private Timer timer(Runnable action) {
            int index = made++;
            if (index < words.size()) {
                Runnable noted = () -> {
                    played[index] = ++count;
                    action.run();
                };
                return lineOf(workload.steps().get(index).step()).timer(new NamedAction(words.get(index), noted));
            }
            String name = action.toString();
            Runnable counted = () -> {
                later += Mix.spread(name.hashCode());
                action.run();
            };
            return line().timer(new NamedAction(name, counted));
        }

        private Timers lineOf(Step step) {
            return switch (step) {
                case Step.Push push -> submitters.get(push.entity());
                case Step.Client client -> submitters.get(client.entity());
                case Step.Script script ->
                    submitters.get(script.turns().getFirst().push().entity());
                case Step.Signal s -> operator;
                case Step.SetPriority s -> operator;
                case Step.SetWeight s -> operator;
                case Step.SetGroupWeight s -> operator;
                case Step.SetSchedulers s -> operator;
                case Step.SetEligible s -> operator;
                case Step.Stop s -> operator;
                case Step.Start s -> operator;
                case Step.Fault s -> operator;
                case Step.Close s -> operator;
                case Step.Teardown s -> operator;
                case Step.Send s -> operator;
            };
        }
    }
}
