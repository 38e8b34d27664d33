package io.gpusched.adapters.tck;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One run of a job on the tested hardware: what {@code run} answered, and every call of its completion. Guarded by the {@link Witness}. */
final class RunRecord {
    /**
     * A call of the completion.
     *
     * @param error what it ended with, or null
     * @param nanos when, on the writer's clock
     * @param thread the name of the thread that called
     * @param inside the call of the hardware inside which it came, such as {@code run()}; null if none
     * @param frames the stack of the call
     */
    record End(
            @Nullable Errno error,
            long nanos,
            String thread,
            @Nullable String inside,
            List<StackTraceElement> frames) {
        /** Who called, in words. */
        String caller() {
            return inside == null ? "by thread " + thread : "inside " + inside;
        }
    }

    private final HardwareJob job;
    private final int ring;
    private final int number;
    private final long startNanos;
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private @Nullable Launch launch;
    private boolean afterReset;

    RunRecord(HardwareJob job, int ring, int number, long startNanos) {
        this.job = job;
        this.ring = ring;
        this.number = number;
        this.startNanos = startNanos;
    }

    HardwareJob job() {
        return job;
    }

    int ring() {
        return ring;
    }

    /** Returns 1 for the first run of the job, 2 for the second. */
    int number() {
        return number;
    }

    long startNanos() {
        return startNanos;
    }

    List<End> ends() {
        return ends;
    }

    @Nullable
    Launch launch() {
        return launch;
    }

    void launched(@Nullable Launch answer) {
        launch = answer;
    }

    boolean isAccepted() {
        return launch == Launch.Accepted.RUNNING;
    }

    /** Tells whether a reset took the run away. */
    boolean isTakenAway() {
        return afterReset;
    }

    void takeAway() {
        afterReset = true;
    }

    @Override
    public String toString() {
        return number == 1 ? "job " + job.id() : "run " + number + " of job " + job.id();
    }
}
