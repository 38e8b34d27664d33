package io.gpusched.application.scheduling;

import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends one queued job of a killed entity. Other jobs may wait for it in order to use memory that the jobs before it still write to. So it
 * ends only after the job before it and all of its dependencies have finished. It is a work item and not part of the callback, since
 * ending a job signals fences and frees the job, and callbacks must not nest.
 *
 * @kernel drm_sched_entity_kill_jobs_work(), drm_sched_entity_kill_jobs_cb()
 */
final class KillJob extends Work implements FenceCallback {
    private final SchedulerWork work;
    private final OrderedWorkQueue systemQueue;
    private final Job job;
    private int nextDependency;

    private KillJob(SchedulerWork work, OrderedWorkQueue systemQueue, Job job) {
        this.work = work;
        this.systemQueue = systemQueue;
        this.job = job;
    }

    /**
     * Kills an entity and ends its queued jobs, one after another.
     *
     * @param schedulers finds the working half of a job's scheduler
     * @param systemQueue where the work items go
     * @kernel drm_sched_entity_kill()
     */
    static void killAll(
            Entity entity, Function<Job, SchedulerWork> schedulers, OrderedWorkQueue systemQueue, LinuxBugs bugs) {
        entity.close();
        @Nullable Fence before = entity.lastScheduled();
        for (Job job = entity.takeKilled(bugs); job != null; job = entity.takeKilled(bugs)) {
            KillJob kill = new KillJob(schedulers.apply(job), systemQueue, job);
            if (before == null || !before.addCallback(kill)) {
                systemQueue.queue(kill);
            }
            before = job.fences().finished();
        }
    }

    @Override
    public void signaled(Fence fence) {
        systemQueue.queue(this);
    }

    @Override
    public void run() {
        while (nextDependency < job.dependencyCount()) {
            Fence dependency = job.dependency(nextDependency++);
            // The memory is free when the other job has finished, not when it was scheduled.
            Fence awaited = dependency.source() instanceof JobFences other ? other.finished() : dependency;
            if (awaited.addCallback(this)) {
                return;
            }
        }
        end();
    }

    private void end() {
        JobFences fences = job.fences();
        long now = work.clock().nanos();
        work.tracepoints().scheduled(fences);
        fences.signalScheduled(now);
        fences.finished().setError(Errno.ESRCH);
        work.tracepoints().finished(fences);
        fences.finished().signal(now);
        work.free(job);
    }

    @Override
    public String toString() {
        return "kill work of " + job;
    }
}
