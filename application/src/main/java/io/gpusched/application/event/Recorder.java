package io.gpusched.application.event;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.RunQueue;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns tracepoints into events. A timeout is recorded with its verdict, which is known only when the handler returns; what happens inside the
 * handler is held back until then, so that events come in the order in which things happened.
 */
public final class Recorder implements Tracepoints {
    private final Clock clock;
    private final Consumer<Event> sink;
    private @Nullable Place selected;
    private @Nullable Job judgedJob;
    private long judgedSinceNanos;
    private final List<Event> heldBack = new ArrayList<>();

    /**
     * Makes a recorder.
     *
     * @param clock the device's clock
     * @param sink told of every event, on the writer
     */
    public Recorder(Clock clock, Consumer<Event> sink) {
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public void jobQueued(Job job) {
        tell(new Event.JobQueued(
                clock.nanos(),
                job.id(),
                job.entity().id(),
                job.scheduler().id(),
                job.entity().queued(),
                job.scheduler().credits().inFlight(),
                job.credits()));
    }

    @Override
    public void dependencyAdded(Job job, Fence dependency) {
        tell(new Event.DependencyAdded(clock.nanos(), job.id(), FenceName.of(dependency)));
    }

    @Override
    public void jobUnschedulable(Job job, Fence dependency) {
        tell(new Event.JobUnschedulable(clock.nanos(), job.id(), FenceName.of(dependency)));
    }

    @Override
    public void selected(Entity entity) {
        // Taking its job moves the entity to another place.
        RunQueue queue = entity.scheduler().runQueue(entity.runQueueLevel());
        selected = new Place(queue.levelOf(entity), queue.keyOf(entity));
    }

    @Override
    public void jobRun(Job job) {
        tell(new Event.JobRun(
                clock.nanos(),
                job.id(),
                job.entity().id(),
                job.scheduler().id(),
                job.entity().queued(),
                job.scheduler().credits().inFlight(),
                job.credits(),
                selected));
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        tell(new Event.JobSubmitted(clock.nanos(), job.id(), job.scheduler().id(), launch));
    }

    @Override
    public void jobDone(Job job) {
        tell(new Event.JobDone(clock.nanos(), job.id()));
    }

    @Override
    public void scheduled(JobFences fences) {
        tell(new Event.FenceSignaled(clock.nanos(), new FenceName.Scheduled(fences.jobId()), null));
    }

    @Override
    public void finished(JobFences fences) {
        tell(new Event.FenceSignaled(
                clock.nanos(),
                new FenceName.Finished(fences.jobId()),
                fences.finished().error()));
    }

    @Override
    public void signaled(Fence fence) {
        tell(new Event.FenceSignaled(clock.nanos(), FenceName.of(fence), fence.error()));
    }

    @Override
    public void timedOut(Job job) {
        judgedJob = job;
        judgedSinceNanos = clock.nanos();
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        judgedJob = null;
        tell(new Event.TimedOut(judgedSinceNanos, job.id(), job.scheduler().id(), verdict));
        heldBack.forEach(sink);
        heldBack.clear();
    }

    @Override
    public void recovering(Scheduler scheduler, RecoveryStage stage) {
        tell(new Event.RingRecovery(clock.nanos(), scheduler.id(), stage));
    }

    @Override
    public void forgiven(Entity entity) {
        tell(new Event.EntityForgiven(clock.nanos(), entity.id()));
    }

    @Override
    public void released(Job job) {
        tell(new Event.JobReleased(clock.nanos(), job.id()));
    }

    @Override
    public void cancelled(Job job) {
        tell(new Event.JobCancelled(clock.nanos(), job.id()));
    }

    @Override
    public void freed(Job job) {
        tell(new Event.JobFreed(clock.nanos(), job.id()));
    }

    @Override
    public void priorityChanged(Entity entity) {
        tell(new Event.PriorityChanged(clock.nanos(), entity.id(), entity.priority()));
    }

    @Override
    public void killed(Entity entity) {
        tell(new Event.EntityKilled(clock.nanos(), entity.id()));
    }

    @Override
    public void messageSent(Scheduler scheduler, Message message) {
        tell(new Event.MessageSent(clock.nanos(), scheduler.id(), message.toString()));
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        tell(new Event.MessageProcessed(clock.nanos(), scheduler.id(), message.toString()));
    }

    @Override
    public void paused(Scheduler scheduler) {
        tell(new Event.SubmissionPaused(clock.nanos(), scheduler.id()));
    }

    @Override
    public void resumed(Scheduler scheduler) {
        tell(new Event.SubmissionResumed(clock.nanos(), scheduler.id()));
    }

    private void tell(Event event) {
        if (judgedJob == null) {
            sink.accept(event);
        } else {
            heldBack.add(event);
        }
    }
}
