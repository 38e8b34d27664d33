package io.gpusched.cli.wiring;

import io.gpusched.adapters.executor.UntilQuiet;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.insight.Event;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Plays a workload in real time, on real threads, until nothing is left to do or its end has come. Used for one run. */
final class LivePlay {
    private static final int POOL_THREADS = 2;
    private final Workload workload;
    private final LinuxBugs bugs;
    private final Consumer<Event> events;
    private boolean over;

    LivePlay(Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        this.workload = workload;
        this.bugs = bugs;
        this.events = events;
    }

    Simulation on(Queue queue) {
        UntilQuiet<Simulation> run = new UntilQuiet<>(workload.untilNanos(), this::begin);
        return switch (queue) {
            case VIRTUAL_TIME -> throw new IllegalArgumentException("virtual time is not live");
            case VIRTUAL_THREAD -> run.on(onFailure -> VirtualThreadWriter.start("gpusched", onFailure));
            case EXECUTOR -> run.onPool(POOL_THREADS);
        };
    }

    private LongFunction<Simulation> begin(Writer writer) {
        LiveRun run = DaggerLiveRun.factory().create(workload, bugs, this::tell, writer);
        run.player().start();
        return nanos -> {
            over = true;
            return Simulation.of(nanos, run.player(), run.device());
        };
    }

    /** What happens after the end is of no interest: the run is cut off there. */
    private void tell(Event event) {
        if (!over) {
            events.accept(event);
        }
    }
}
