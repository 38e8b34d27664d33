package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.Running;
import io.gpusched.adapters.executor.UntilQuiet;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.DaggerLiveRun;
import io.gpusched.cli.wiring.LiveRun;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Plays a workload in real time, on real threads, until nothing is left to do or its end has come. Plays once. */
final class LivePlay {
    private static final int POOL_THREADS = 2;
    private final Workload workload;
    private final LinuxBugs bugs;
    private final Consumer<Event> events;
    private @Nullable LiveRun run;
    private boolean over;

    LivePlay(Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        this.workload = workload;
        this.bugs = bugs;
        this.events = events;
    }

    /** Plays to the end. */
    Simulation on(Queue queue) {
        try (Running<Simulation> running = begin(queue)) {
            return running.result();
        }
    }

    /** Begins to play. */
    Running<Simulation> begin(Queue queue) {
        UntilQuiet<Simulation> whole = new UntilQuiet<>(workload.untilNanos(), this::begin, this::isBusy);
        return switch (queue) {
            case VIRTUAL_TIME -> throw new IllegalArgumentException("virtual time is not live");
            case VIRTUAL_THREAD -> whole.begin(onFailure -> VirtualThreadWriter.start("gpusched", onFailure));
            case EXECUTOR -> whole.beginOnPool(POOL_THREADS);
        };
    }

    /** A simulated job that hangs is not waited for; one on a real backend will end, or time out. */
    private boolean isBusy() {
        return workload.needsRealTime()
                && begun().player().schedulers().stream()
                        .anyMatch(each -> each.pending().first() != null);
    }

    private LongFunction<Simulation> begin(Writer writer) {
        LiveRun begun = DaggerLiveRun.factory().create(workload, bugs, this::tell, writer);
        run = begun;
        begun.player().start();
        return nanos -> {
            over = true;
            return at(nanos);
        };
    }

    /** Returns the device. Writer only, after the beginning. */
    Device device() {
        return begun().device();
    }

    /** Returns the entities, by id. Writer only, after the beginning. */
    List<Entity> entities() {
        return begun().player().entities();
    }

    /** Returns the state of the run at a time. Writer only, after the beginning. */
    Simulation at(long nanos) {
        return Simulation.of(nanos, begun().player(), device());
    }

    private LiveRun begun() {
        if (run == null) {
            throw new IllegalStateException("not begun");
        }
        return run;
    }

    /** Drops what happens after the end, because the run is cut off there. */
    private void tell(Event event) {
        if (!over) {
            events.accept(event);
        }
    }
}
