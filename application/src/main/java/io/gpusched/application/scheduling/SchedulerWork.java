package io.gpusched.application.scheduling;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Wakeup;
import org.jspecify.annotations.Nullable;

/**
 * The working half of one scheduler. {@link Scheduler} is its state; this class holds its work items, the queues that they go to, its
 * timeout and its hardware.
 *
 * <p>There are four work items, and a class for each: {@link RunJob} starts jobs, {@link FreeJob} retires them, {@link ProcessMessage} runs
 * messages of the driver, {@link HandleTimeout} lets the hardware decide about a job that took too long. The first three go to the submit
 * queue, the last to the timeout queue. One of them runs at a time, in the order in which they were queued: the {@link OrderedWorkQueue}
 * promises that, and nothing here is correct without it. An item that is queued already is not queued again.
 *
 * <p>No item does all that it could. {@code RunJob} starts one job and queues itself again, so that free work and whatever else is on the
 * queue gets its turn in between, as in Linux.
 *
 * <p>The scheduler is running, paused or torn down:
 *
 * <ul>
 *   <li><b>running</b>: {@link #wake}, {@link #queueFree} and {@link #queueMessages} queue their items.
 *   <li><b>paused</b>: they do nothing, and what was queued is cancelled. There is no count of pauses: one {@link #resume} ends any number,
 *       and queues all items, since any of them may have been dropped. A reset pauses and resumes too; see {@link SchedulerRecovery}.
 *   <li><b>torn down</b>: paused for good. {@link #resume} and whatever else would put work on its way refuse, because it would go to hardware
 *       that is gone.
 * </ul>
 *
 * <p>Everything here runs on the writer, except that a completion may arrive on any thread. {@link Attempt} brings it to the writer with
 * {@link #post}, and drops it if the run was taken away meanwhile.
 *
 * @kernel struct drm_gpu_scheduler, its work items and queues
 */
public final class SchedulerWork implements Wakeup {
    private final Scheduler scheduler;
    private final Hardware hardware;
    private final Writer writer;
    private final Clock clock;
    private final Tracepoints tracepoints;
    private final boolean traced;
    private final OrderedWorkQueue queue;
    private final RunJob runJob;
    private final FreeJob freeJob;
    private final ProcessMessage processMessage;
    private final JobTimeout timeout;
    private final Deadlines deadlines;
    private final Attempt.Phases phases = new Attempt.Phases(this);
    private final Runnable onJobScheduled;
    private long ignoredCompletions;

    /**
     * Connects a scheduler to its hardware and queues.
     *
     * @param queue where run and free work goes; may be shared between schedulers of one writer
     * @param timeoutQueue where the timeout work goes
     * @param onJobScheduled called after each job that went to the hardware
     */
    public SchedulerWork(
            Scheduler scheduler,
            Hardware hardware,
            Writer writer,
            OrderedWorkQueue queue,
            OrderedWorkQueue timeoutQueue,
            Tracepoints tracepoints,
            Runnable onJobScheduled) {
        this.scheduler = scheduler;
        this.hardware = hardware;
        this.writer = writer;
        this.clock = writer.clock();
        this.queue = queue;
        this.tracepoints = tracepoints;
        this.traced = tracepoints != Tracepoints.NONE;
        this.onJobScheduled = onJobScheduled;
        this.runJob = new RunJob(this);
        this.freeJob = new FreeJob(this);
        this.processMessage = new ProcessMessage(this);
        this.timeout =
                new JobTimeout(scheduler, timeoutQueue, writer.timers(), clock, new HandleTimeout(this), tracepoints);
        scheduler.onWakeup(this);
        this.deadlines = new Deadlines(scheduler, hardware);
        scheduler.onDeadline(deadlines);
    }

    /** Returns the scheduler. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns how many completions came too late or twice, and were ignored. */
    public long ignoredCompletions() {
        return ignoredCompletions;
    }

    /** Returns which of the work items are queued, and when the timeout fires. */
    public QueuedWork queuedWork() {
        return new QueuedWork(
                runJob.isQueued(),
                freeJob.isQueued(),
                processMessage.isQueued(),
                timeout.isPending(),
                timeout.isSuspended(),
                timeout.remainingNanos());
    }

    /** Tells whether the scheduler was torn down. */
    public boolean isTornDown() {
        return scheduler.isTornDown();
    }

    /** Queues run work, unless submission is paused. @kernel drm_sched_run_job_queue() */
    @Override
    public void wake() {
        if (!scheduler.isPaused()) {
            queue.queue(runJob);
        }
    }

    /** Queues free work, unless submission is paused. @kernel drm_sched_run_free_queue() */
    void queueFree() {
        if (!scheduler.isPaused()) {
            queue.queue(freeJob);
        }
    }

    /** Queues message work if there is a message, unless submission is paused. */
    void queueMessages() {
        if (!scheduler.isPaused() && !processMessage.isEmpty()) {
            queue.queue(processMessage);
        }
    }

    /**
     * Has a message processed in its turn among run and free work. While submission is paused, messages wait.
     *
     * @throws IllegalStateException if the scheduler was torn down
     * @kernel drm_sched_add_msg()
     */
    public void send(Message message) {
        requireAlive("processes no messages");
        tracepoints.messageSent(scheduler, message);
        processMessage.add(message);
        queueMessages();
    }

    /**
     * Pauses submission: nothing is taken from entities and nothing is freed.
     *
     * @kernel drm_sched_wqueue_stop()
     */
    public void pause() {
        tracepoints.paused(scheduler);
        scheduler.setPaused(true);
        queue.cancel(runJob);
        queue.cancel(freeJob);
        queue.cancel(processMessage);
    }

    /**
     * Resumes submission. One call ends any number of pauses.
     *
     * @throws IllegalStateException if the scheduler was torn down: jobs would go to hardware that is gone
     * @kernel drm_sched_wqueue_start()
     */
    public void resume() {
        requireAlive("cannot be started again");
        tracepoints.resumed(scheduler);
        scheduler.setPaused(false);
        queue.queue(runJob);
        queue.queue(freeJob);
        queueMessages();
    }

    /**
     * Returns what a reset of this scheduler may do, for drivers that reset several at once.
     *
     * @param bad the job that caused it, whose timeout handler is running; null if there is none
     */
    public Recovery recovery(@Nullable Job bad) {
        return new SchedulerRecovery(this, bad);
    }

    /**
     * Destroys the scheduler: jobs on the hardware are cancelled and freed, last first.
     *
     * @throws IllegalStateException if it was torn down before
     * @kernel drm_sched_fini()
     */
    public void teardown() {
        requireAlive("cannot be torn down again");
        pause();
        timeout.cancel();
        PendingList pending = scheduler.pending();
        for (Job job = pending.last(); job != null; job = pending.last()) {
            tracepoints.cancelled(job);
            hardware.cancel(job);
            Attempt.abandonOf(job);
            if (!job.fences().finished().isSignaled()) {
                // Hardware may let go of the job later, when nobody listens any more. Whoever waits for the job must
                // not wait for ever;
                // in Linux the driver has to see to that.
                done(job, Errno.ECANCELED);
            }
            pending.remove(job);
            free(job);
        }
        scheduler.tearDown();
    }

    /** What is asked of a dead scheduler would go to hardware that is gone. */
    private void requireAlive(String otherwise) {
        if (scheduler.isTornDown()) {
            throw new IllegalStateException(scheduler + " was torn down and " + otherwise);
        }
    }

    /**
     * Records that a run of a job is over: credits come back, the finished fence signals, free work is queued.
     *
     * @param result the error that it ended with; if null, an error set earlier stays
     * @kernel drm_sched_job_done()
     */
    void done(Job job, @Nullable Errno result) {
        long nowNanos = clock.nanos();
        scheduler.complete(job, nowNanos);
        if (traced) {
            tracepoints.jobDone(job);
        }
        Fence finished = job.fences().finished();
        if (result != null) {
            finished.setError(result);
        }
        if (traced) {
            tracepoints.finished(job.fences());
        }
        finished.signal(nowNanos);
        queueFree();
    }

    /** Gives a job to the hardware, for the first time or again. */
    Launch launch(Job job, Attempt attempt) {
        Launch launch = hardware.run(job, attempt);
        if (traced) {
            tracepoints.jobSubmitted(job, launch);
        }
        return launch;
    }

    /** Tells the hardware that the scheduler is done with a job. */
    void free(Job job) {
        if (traced) {
            tracepoints.freed(job);
        }
        hardware.free(job);
    }

    /** Returns the timeout of the scheduler. */
    public JobTimeout timeout() {
        return timeout;
    }

    void ignoreCompletion() {
        ignoredCompletions++;
    }

    boolean isOnWriter() {
        return writer.isCurrent();
    }

    /** Has a step run on the writer, from another thread; if it has ended, nothing is to be done any more. */
    void post(Runnable step) {
        try {
            boolean _ = writer.mailbox().post(step);
        } catch (IllegalStateException writerFailed) {
            // The writer has reported its failure, and ended what was unfinished.
        }
    }

    /** @kernel wake_up(&sched->job_scheduled) */
    void jobScheduled() {
        onJobScheduled.run();
    }

    /** Returns the phases that the runs of this scheduler share. */
    Attempt.Phases phases() {
        return phases;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Returns what runs the jobs. */
    public Hardware hardware() {
        return hardware;
    }

    Tracepoints tracepoints() {
        return tracepoints;
    }

    /**
     * Tells whether anybody listens. A job passes half a dozen tracepoints, and where listeners of several classes are loaded it is
     * cheaper to ask than to call nobody.
     *
     * @kernel trace_drm_sched_job_run_enabled() and its like
     */
    boolean isTraced() {
        return traced;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public String toString() {
        return "work of " + scheduler;
    }
}
