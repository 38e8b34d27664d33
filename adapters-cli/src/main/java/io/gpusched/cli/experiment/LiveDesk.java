package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.Running;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A run in real time that another thread looks at and changes. Everything that touches the device is a step that is posted to its writer.
 */
public final class LiveDesk implements AutoCloseable {
    private final Running<Simulation> running;
    private final LivePlay play;
    private final List<PausedRing> paused = new ArrayList<>();
    private int signal;

    /** A scheduler that was paused, and what was left of its timeout then. */
    private record PausedRing(Scheduler scheduler, long timeoutNanos) {}

    private LiveDesk(Running<Simulation> running, LivePlay play) {
        this.running = running;
        this.play = play;
    }

    /**
     * Begins a run.
     *
     * @param queue who runs the work, in real time
     * @param events receives every event, on the writer
     */
    public static LiveDesk open(Queue queue, Workload workload, Consumer<Event> events) {
        LivePlay play = new LivePlay(workload, LinuxBugs.MENDED, events);
        return new LiveDesk(play.begin(queue), play);
    }

    /**
     * Looks at the run between two of its steps, and blocks for that.
     *
     * @param look called on the writer; it must not keep what it receives
     * @return nothing if the run is over
     */
    public <A> Optional<A> look(Function<Simulation, A> look) {
        return running.ask(nanos -> look.apply(play.at(nanos)));
    }

    /** Pauses submission to all rings, and their timeouts; time and clients go on. A paused run does not end by itself before its time. */
    public void pause() {
        boolean _ = running.post(() -> {
            running.hold(true);
            Device device = play.device();
            for (Scheduler each : device.schedulers()) {
                if (!each.isPaused() && !device.isTornDown(each)) {
                    paused.add(new PausedRing(each, device.suspendTimeout(each)));
                    device.stop(each);
                }
            }
        });
    }

    /** Resumes submission to the rings that {@link #pause} has paused. */
    public void resume() {
        boolean _ = running.post(() -> {
            Device device = play.device();
            for (PausedRing each : paused) {
                if (!device.isTornDown(each.scheduler())) {
                    device.start(each.scheduler());
                    device.resumeTimeout(each.scheduler(), each.timeoutNanos());
                }
            }
            paused.clear();
            running.hold(false);
        });
    }

    /**
     * Changes the priority of an entity.
     *
     * @param entity its id
     */
    public void setPriority(int entity, Priority priority) {
        boolean _ = running.post(() -> play.device().setPriority(play.entities().get(entity), priority));
    }

    /** Ends the run soon. May be called from any thread. */
    public void end() {
        running.end();
    }

    /** Ends the run soon, because of a signal to the process. May be called from any thread. */
    public void end(int number) {
        boolean _ = running.post(() -> signal = number);
        running.end();
    }

    /** Returns the number of the signal that has ended the run; 0 if none has. Valid after {@link #close}. */
    public int signal() {
        return signal;
    }

    /**
     * Blocks until the run is over, or for a time.
     *
     * @return whether the run is over
     */
    public boolean awaitEnd(long nanos) {
        return running.awaitEnd(nanos);
    }

    /** Ends the run and blocks until nothing of it runs any more. After that its events can be read. */
    @Override
    public void close() {
        running.end();
        running.close();
    }
}
