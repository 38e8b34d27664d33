package io.gpusched.cli.wiring;

import io.gpusched.adapters.executor.ExecutorWriter;
import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.insight.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Plays a workload in real time, on real threads, until nothing is left to do or its end has come. */
final class LivePlay {
    private static final int STEPS_PER_TURN = 64;
    private static final int POOL_THREADS = 2;
    private final Workload workload;
    private final LinuxBugs bugs;
    private final Consumer<Event> events;
    private final CompletableFuture<Simulation> finished = new CompletableFuture<>();

    private LivePlay(Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        this.workload = workload;
        this.bugs = bugs;
        this.events = events;
    }

    static Simulation play(Queue queue, Workload workload, LinuxBugs bugs, Consumer<Event> events) {
        LivePlay play = new LivePlay(workload, bugs, events);
        return switch (queue) {
            case VIRTUAL_TIME -> throw new IllegalArgumentException("virtual time is not live");
            case VIRTUAL_THREAD -> {
                try (LiveWriter writer = VirtualThreadWriter.start("gpusched", play.finished::completeExceptionally)) {
                    yield play.on(writer);
                }
            }
            case EXECUTOR -> play.onPool();
        };
    }

    /** The pool is shut down after the writer has ended, or the writer would lose its threads under its feet. */
    private Simulation onPool() {
        try (ExecutorService pool = Executors.newFixedThreadPool(POOL_THREADS);
                ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor()) {
            LiveWriter writer =
                    ExecutorWriter.on(pool, alarms, STEPS_PER_TURN, finished::completeExceptionally);
            try {
                return on(writer);
            } finally {
                writer.close();
                writer.ended().toCompletableFuture().join();
                alarms.shutdownNow();
            }
        }
    }

    private Simulation on(LiveWriter writer) {
        writer.post(() -> start(writer));
        try {
            return finished.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the run failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", stopped);
        }
    }

    private void start(LiveWriter writer) {
        Runnable[] end = new Runnable[1];
        CountedTimers counted = new CountedTimers(writer, () -> end[0].run());
        LiveRun run = DaggerLiveRun.factory().create(workload, bugs, event -> tell(event), counted);
        end[0] = () -> finished.complete(new Simulation(
                writer.clock().nanos(), run.player().entities(), run.player().schedulers(), run.device()::isTornDown));
        run.player().start();
        if (workload.untilNanos() != Workload.NO_END) {
            writer.timers().timer(end[0]).arm(workload.untilNanos());
        }
        counted.lookForQuiet();
    }

    /** What happens after the end is of no interest: the run is cut off there. */
    private void tell(Event event) {
        if (!finished.isDone()) {
            events.accept(event);
        }
    }
}
