package io.gpusched.application.scheduling;

import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the fences of a job that was withdrawn from its queue. If somebody may wait for them, they end after the job before it and all of its
 * dependencies, as those of a killed job do ({@link KillJob}). It refers to the fences and not to the job, so the job and its payload leave
 * memory at once.
 */
final class FencesInOrder extends Work implements FenceCallback {
    private final SchedulerWork work;
    private final OrderedWorkQueue systemQueue;
    private final JobFences fences;
    private final List<Fence> awaited;
    private int next;

    FencesInOrder(SchedulerWork work, OrderedWorkQueue systemQueue, Job job, Errno error) {
        this.work = work;
        this.systemQueue = systemQueue;
        this.fences = job.fences();
        this.awaited = new ArrayList<>(job.dependencyCount());
        for (int i = 0; i < job.dependencyCount(); i++) {
            Fence dependency = job.dependency(i);
            awaited.add(dependency.source() instanceof JobFences other ? other.finished() : dependency);
        }
        fences.finished().setError(error);
    }

    /** Ends the fences at once. */
    void now() {
        long nanos = work.clock().nanos();
        work.tracepoints().scheduled(fences);
        fences.signalScheduled(nanos);
        work.tracepoints().finished(fences);
        fences.finished().signal(nanos);
    }

    /** Ends the fences when the job before it and all dependencies have finished, at once if they have. */
    void after(@Nullable Fence earlier) {
        if (earlier == null || !earlier.addCallback(this)) {
            run();
        }
    }

    @Override
    public void signaled(Fence fence) {
        systemQueue.queue(this);
    }

    @Override
    public void run() {
        while (next < awaited.size()) {
            if (awaited.get(next++).addCallback(this)) {
                return;
            }
        }
        now();
    }

    @Override
    public String toString() {
        return "end of withdrawn job " + fences.jobId();
    }
}
