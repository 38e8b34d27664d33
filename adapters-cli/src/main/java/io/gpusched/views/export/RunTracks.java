package io.gpusched.views.export;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.time.Nanos;
import io.gpusched.views.export.JobLife.LooseArrow;
import io.gpusched.views.export.Tracks.Arrow;
import io.gpusched.views.export.Tracks.Detail;
import io.gpusched.views.export.Tracks.Slice;
import io.gpusched.views.text.RecoveryWords;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws a run: a process with a track for each ring and each entity, numbers that change, arrows and marks. A job is drawn when it has ended,
 * so that only those that have not are kept.
 */
final class RunTracks implements Consumer<Event> {
    private static final String QUEUE_TO_RUN = "queue to run";
    private static final String DEPENDENCY = "dependency";
    private final Workload workload;
    private final LongSupplier arrowIds;
    private final RunProcess machine;
    private final Map<Long, JobLife> open = new LinkedHashMap<>();
    private final Map<FenceName, List<JobLife>> waiting = new LinkedHashMap<>();
    private final Map<String, List<LooseArrow>> onOutside = new LinkedHashMap<>();
    private long endNanos;

    /**
     * Begins to draw.
     *
     * @param name what to call the run
     * @param arrowIds gives each arrow a number that no other has
     */
    RunTracks(Tracks tracks, String name, Workload workload, LongSupplier arrowIds) {
        this.workload = workload;
        this.arrowIds = arrowIds;
        this.machine = new RunProcess(tracks, name, workload);
    }

    @Override
    public void accept(Event event) {
        endNanos = event.nanos();
        switch (event) {
            case Event.JobQueued e -> queued(e);
            case Event.DependencyAdded e -> depends(e.job(), e.fence());
            case Event.JobUnschedulable e -> {
                JobLife life = open.get(e.job());
                if (life != null) {
                    life.waitsFor(e.fence().toString(), e.nanos());
                    waiting.computeIfAbsent(e.fence(), fence -> new ArrayList<>())
                            .add(life);
                }
            }
            case Event.JobRun e -> run(e);
            case Event.JobSubmitted e -> submitted(e);
            case Event.JobDone e -> done(e);
            case Event.FenceSignaled e -> signaled(e);
            case Event.TimedOut e -> timedOut(e);
            case Event.JobReleased e -> machine.mark("job " + e.job() + " taken over", e.nanos());
            case Event.JobCancelled e -> machine.mark("job " + e.job() + " cancelled", e.nanos());
            case Event.MessageSent e ->
                machine.mark(
                        "message " + Shown.quoted(e.message()) + " sent to "
                                + ring(e.scheduler()).name(),
                        e.nanos());
            case Event.MessageProcessed e ->
                machine.mark(
                        "message " + Shown.quoted(e.message()) + " processed on "
                                + ring(e.scheduler()).name(),
                        e.nanos());
            case Event.SubmissionPaused e -> machine.mark(ring(e.scheduler()).name() + " paused", e.nanos());
            case Event.SubmissionResumed e -> machine.mark(ring(e.scheduler()).name() + " resumed", e.nanos());
            case Event.PriorityChanged e ->
                machine.mark(entity(e.entity()).name() + " gets priority " + Labels.of(e.priority()), e.nanos());
            case Event.RingRecovery e ->
                machine.mark(ring(e.scheduler()).name() + ": " + RecoveryWords.of(e.stage()), e.nanos());
            case Event.EntityForgiven e -> machine.mark(entity(e.entity()).name() + " forgiven", e.nanos());
            case Event.EntityKilled e -> machine.mark(entity(e.entity()).name() + " killed", e.nanos());
            case Event.JobEvent _, Event.SchedulerEvent _, Event.EntityEvent _, Event.MessageEvent _ -> {}
        }
    }

    /** What a device that is gone was working on stops there. */
    private void timedOut(Event.TimedOut event) {
        machine.mark(
                "timeout of job " + event.job() + " on "
                        + ring(event.scheduler()).name() + ": "
                        + Labels.of(event.verdict()),
                event.nanos());
        JobLife life = open.get(event.job());
        if (event.verdict() == Verdict.ENODEV && life != null) {
            leaveRing(life, event.nanos(), "running");
        }
    }

    private RingTrack ring(int scheduler) {
        return machine.rings().get(scheduler);
    }

    private EntityTrack entity(int entity) {
        return machine.entities().get(entity);
    }

    private void queued(Event.JobQueued event) {
        JobLife life = new JobLife(event.job(), event.entity(), event.scheduler(), event.nanos());
        open.put(event.job(), life);
        entity(event.entity()).queue(life);
        ring(event.scheduler()).addQueued(1, event.nanos());
        ring(event.scheduler()).setCredits(event.credits(), event.nanos());
    }

    /** What has signalled already is not waited for, and gets no arrow. */
    private void depends(long job, FenceName fence) {
        JobLife life = open.get(job);
        List<LooseArrow> beginnings = switch (fence) {
            case FenceName.Finished on -> {
                JobLife other = open.get(on.job());
                yield other == null ? null : other.whenFinished;
            }
            case FenceName.Scheduled on -> {
                JobLife other = open.get(on.job());
                yield other == null || other.runNanos != Nanos.NEVER ? null : other.whenScheduled;
            }
            case FenceName.External on -> onOutside.computeIfAbsent(on.name(), name -> new ArrayList<>());
        };
        if (life != null && beginnings != null) {
            LooseArrow arrow = arrow(DEPENDENCY);
            beginnings.add(arrow);
            life.in.add(arrow);
        }
    }

    private LooseArrow arrow(String kind) {
        return new LooseArrow(new Arrow(arrowIds.getAsLong(), kind));
    }

    private void run(Event.JobRun event) {
        JobLife life = open.get(event.job());
        if (life == null) {
            return;
        }
        EntityTrack entity = entity(event.entity());
        life.runs(event.nanos(), event.jobCredits());
        LooseArrow arrow = arrow(QUEUE_TO_RUN);
        life.in.add(arrow);
        life.whenScheduled.add(arrow);
        entity.draw(new Slice(
                "first in queue",
                life.frontNanos,
                event.nanos(),
                life.details(),
                List.of(),
                JobLife.begin(life.whenScheduled)));
        entity.leave(life, event.nanos());
        ring(event.scheduler()).addQueued(-1, event.nanos());
        ring(event.scheduler()).setCredits(event.credits(), event.nanos());
        if (event.place() != null && workload.policyOf(workload.schedulers().get(event.scheduler())) instanceof Fair) {
            entity.setVruntime(event.place().key(), event.nanos());
        }
    }

    private void submitted(Event.JobSubmitted event) {
        JobLife life = open.get(event.job());
        if (life == null) {
            return;
        }
        if (life.onRingNanos != Nanos.NEVER) {
            leaveRing(life, event.nanos(), "lost in a reset");
            if (life.startNanos < life.doneNanos) {
                drawRun(life, "lost in a reset", List.of());
            }
            life.doneNanos = Nanos.NEVER;
        }
        if (event.launch() == Launch.Accepted.RUNNING) {
            life.onRingNanos = event.nanos();
        }
    }

    private void done(Event.JobDone event) {
        JobLife life = open.get(event.job());
        if (life != null) {
            leaveRing(life, event.nanos(), "running");
            ring(life.scheduler).giveBack(life.credits, event.nanos());
        }
    }

    private void leaveRing(JobLife life, long nanos, String how) {
        if (life.onRingNanos != Nanos.NEVER) {
            life.startNanos = ring(life.scheduler).leave(life.onRingNanos, nanos);
            life.doneNanos = nanos;
            life.leavesTheRing(life.startNanos, nanos, how);
            machine.share().add(entity(life.entity).client(), life.startNanos, nanos);
        }
    }

    /** Draws the last run; the arrows to the job end at its first. */
    private void drawRun(JobLife life, String outcome, List<Arrow> out) {
        ring(life.scheduler)
                .draw(new Slice(
                        workload.clients().get(life.entity),
                        life.startNanos,
                        life.doneNanos,
                        life.details(entity(life.entity).name(), outcome),
                        life.end(),
                        out));
    }

    private void signaled(Event.FenceSignaled event) {
        List<JobLife> awake = waiting.remove(event.fence());
        if (awake != null) {
            awake.forEach(each -> each.waitsNoMore(event.nanos()));
        }
        switch (event.fence()) {
            case FenceName.Finished finished -> {
                JobLife life = open.remove(finished.job());
                if (life != null) {
                    ended(life, outcome(event.error()), event.nanos());
                }
            }
            case FenceName.Scheduled scheduled -> {}
            case FenceName.External outside -> {
                List<LooseArrow> arrows = onOutside.remove(outside.name());
                machine.drawOutside(new Slice(
                        outside.name() + " signals",
                        event.nanos(),
                        event.nanos(),
                        List.of(new Detail("outcome", outcome(event.error()))),
                        List.of(),
                        arrows == null ? List.of() : JobLife.begin(arrows)));
            }
        }
    }

    private static String outcome(@Nullable Errno error) {
        return error == null ? "done" : error.toString();
    }

    private void ended(JobLife life, String outcome, long nanos) {
        EntityTrack entity = entity(life.entity);
        leaveRing(life, nanos, "running");
        if (life.runNanos == Nanos.NEVER) {
            entity.leave(life, nanos);
            life.waitsNoMore(nanos);
            life.tell("queued", nanos);
            ring(life.scheduler).addQueued(-1, nanos);
        }
        life.tell("ending", nanos);
        life.whenFinished.addAll(life.whenScheduled); // of a job that never ran both signal now
        List<Arrow> out = JobLife.begin(life.whenFinished);
        if (life.doneNanos == Nanos.NEVER) {
            entity.drawMoment(new Slice(outcome, nanos, nanos, life.details(entity.name(), outcome), life.end(), out));
        } else {
            drawRun(life, outcome, out);
        }
        entity.drawLife(life, nanos);
    }

    /** Draws what has not ended, up to the end of the run. */
    void end() {
        endNanos = workload.endNanos(endNanos);
        for (JobLife each : open.values()) {
            each.whenScheduled.forEach(arrow -> arrow.dropped = true);
            each.whenFinished.forEach(arrow -> arrow.dropped = true);
        }
        List.copyOf(open.values()).forEach(each -> ended(each, "not finished", endNanos));
        open.clear();
        machine.end();
    }
}
