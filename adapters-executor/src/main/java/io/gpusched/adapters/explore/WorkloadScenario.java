package io.gpusched.adapters.explore;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.List;

/**
 * A workload as a scenario. One client does its steps in the order of their times, as data says; the clients of closed loops, the rings
 * and the scheduler's own timers go on independently.
 */
public final class WorkloadScenario implements Scenario {
    private final Workload workload;
    private final Backend backend;
    private final List<String> words = new ArrayList<>();

    /**
     * Makes the scenario.
     *
     * @param backend makes the hardware under each scheduler
     */
    public WorkloadScenario(Workload workload, Backend backend) {
        this.workload = workload;
        this.backend = backend;
        for (TimedStep each : workload.steps()) {
            words.add(StepWords.of(each.step()));
        }
    }

    /** Returns the workload. */
    public Workload workload() {
        return workload;
    }

    @Override
    public void setUp(Stage stage) {
        stage.until(workload.untilNanos());
        stage.hangs(job -> job.payload() instanceof GpuWork work && work.hangs() > 0);
        Device device = stage.device(LinuxBugs.MENDED, Tracepoints.NONE);
        new Player(workload, device, new Steps(stage), new OnStage(stage)).start();
    }

    /** The backend, with its hardware put on the stage. */
    private final class OnStage implements Backend {
        private final Stage stage;

        OnStage(Stage stage) {
            this.stage = stage;
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Hardware open(Workload.SchedulerLine ring, Writer writer) {
            return stage.hardware(ring.name(), backend.open(ring, stage.hardwareSide(ring.name())));
        }
    }

    /** The writer as the player sees it: the timers of the workload's steps are one line, later ones are lines of their own. */
    private final class Steps implements Writer {
        private final Stage stage;
        private final Timers steps;
        private int made;

        Steps(Stage stage) {
            this.stage = stage;
            this.steps = stage.clientSide("").timers();
        }

        @Override
        public Timers timers() {
            return this::timer;
        }

        private Timer timer(Runnable action) {
            int index = made++;
            if (index < words.size()) {
                return steps.timer(new Named(words.get(index), action));
            }
            String loop = "closed loop " + (index - words.size() + 1);
            return stage.clientSide("").timers().timer(new Named(loop + " goes on", action));
        }

        @Override
        public OrderedWorkQueue ordered(String name) {
            return stage.writer().ordered(name);
        }

        @Override
        public Clock clock() {
            return stage.writer().clock();
        }

        @Override
        public Mailbox mailbox() {
            return stage.writer().mailbox();
        }

        @Override
        public boolean isCurrent() {
            return stage.writer().isCurrent();
        }
    }
}
