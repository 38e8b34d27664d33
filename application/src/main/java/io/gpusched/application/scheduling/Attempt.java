package io.gpusched.application.scheduling;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of one job on the hardware. It is the handle by which the hardware reports the end of the run, and the fence by which the
 * scheduler sees it.
 *
 * <p>Phases: given to the hardware; <i>watched</i> once the scheduler wants to know of the end; <i>over</i>; or <i>abandoned</i> by a stop
 * or teardown, after which nothing that the hardware says about it matters. Everything but the methods of {@link Completion} is called on
 * the writer only.
 *
 * @kernel s_fence->parent with job->cb
 */
final class Attempt implements Completion, HardwareFence {
    private final Job job;
    private Phase phase;

    private enum Step {
        GIVEN,
        WATCHED,
        OVER,
        ABANDONED
    }

    /**
     * How far a run has come. All runs of a scheduler that have come equally far, but for failures, share one of these, and by it know their
     * scheduler: that saves each of them a field, and so eight bytes.
     */
    private record Phase(
            SchedulerWork work,
            Step step,
            @Nullable Errno error,
            @Nullable Throwable cause) {}

    /** What the runs of a scheduler share. */
    static final class Phases {
        private final Phase given;
        private final Phase watched;
        private final Phase over;
        private final Phase abandoned;

        Phases(SchedulerWork work) {
            this.given = new Phase(work, Step.GIVEN, null, null);
            this.watched = new Phase(work, Step.WATCHED, null, null);
            this.over = new Phase(work, Step.OVER, null, null);
            this.abandoned = new Phase(work, Step.ABANDONED, null, null);
        }
    }

    Attempt(SchedulerWork work, Job job) {
        this.job = job;
        this.phase = work.phases().given;
    }

    @Override
    public void complete() {
        end(phases().over);
    }

    @Override
    public void fail(Errno error) {
        end(new Phase(work(), Step.OVER, requireError(error), null));
    }

    @Override
    public void fail(Errno error, Throwable cause) {
        end(new Phase(work(), Step.OVER, requireError(error), cause));
    }

    private static Errno requireError(Errno error) {
        return Objects.requireNonNull(error, "a run that fails has an error; complete() is for those that do not");
    }

    /** Called from any thread: all phases of a run name the same scheduler. */
    private SchedulerWork work() {
        return phase.work();
    }

    private Phases phases() {
        return work().phases();
    }

    private void end(Phase how) {
        SchedulerWork work = how.work();
        if (work.isOnWriter()) {
            signal(how);
        } else {
            work.post(() -> signal(how));
        }
    }

    private void signal(Phase how) {
        Phase before = phase;
        switch (before.step()) {
            case GIVEN -> phase = how;
            case WATCHED -> {
                phase = how;
                how.work().done(job, how.error());
            }
            case OVER, ABANDONED -> how.work().ignoreCompletion();
        }
    }

    /**
     * Lets the end of the run complete the job from now on.
     *
     * @return false if the run is over already; then the caller must deal with it
     * @kernel dma_fence_add_callback(), false for -ENOENT
     */
    boolean watch() {
        if (phase.step() == Step.GIVEN) {
            phase = phases().watched;
        }
        return !isSignaled();
    }

    /** Takes the run of a job away, unless it is over: what the hardware reports about it later is counted and ignored. */
    static void abandonOf(Job job) {
        if (job.hardware() instanceof Attempt attempt && !attempt.isSignaled()) {
            attempt.phase = attempt.phases().abandoned;
            job.setHardware(null);
        }
    }

    @Override
    public boolean isSignaled() {
        return phase.step() == Step.OVER;
    }

    @Override
    public @Nullable Errno error() {
        return phase.error();
    }

    @Override
    public @Nullable Throwable cause() {
        return phase.cause();
    }
}
