package io.gpusched.application.shared;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Turns the dependencies that a client named into fences. Writer only.
 *
 * <p>A dependency on a job of this device becomes a fence of that job. A dependency on anything else, a stage, becomes a fence of its own,
 * which is signalled when the stage has completed. Such a stage may never complete, so those fences are kept by job: when a job is given up,
 * its fences are signalled, and the jobs behind it are not held up.
 */
final class DependencyFences {
    private final DeviceOnWriter onWriter;

    /** The fences of stages, which may never complete, by the job that waits for them. */
    private final Map<SubmittedJob, List<Fence>> foreign = new LinkedHashMap<>();

    /** The jobs that have not ended and whose end another job was told to wait for. */
    private final Set<SubmittedJob> awaited = new LinkedHashSet<>();

    DependencyFences(DeviceOnWriter onWriter) {
        this.onWriter = onWriter;
    }

    /** Makes a job wait for a dependency that its submitter named, unless that has ended. */
    void add(SubmittedJob ticket, UnarmedJob unarmed, SubmitOptions.Dependency dependency) {
        switch (dependency) {
            case SubmitOptions.Dependency.Completed(CompletableFuture<?> end) ->
                unarmed.addDependency(foreign(ticket, end));
            case SubmitOptions.Dependency.Started(Ticket of) -> {
                SubmittedJob other = SubmittedJob.of(of);
                Job job = other == null ? null : other.job();
                if (other != null && job != null && !other.hasStarted()) {
                    awaited.add(other);
                    unarmed.addDependency(job.fences().scheduled());
                }
            }
            case SubmitOptions.Dependency.Finished(Ticket of) -> {
                SubmittedJob other = SubmittedJob.of(of);
                Job job = other == null ? null : other.job();
                if (other != null && job != null) {
                    awaited.add(other);
                    unarmed.addDependency(toAwait(job));
                }
            }
        }
    }

    /**
     * Returns a fence for the end of a job. On a serial ring it is the finished fence itself: a job of the same ring is then handed over as
     * soon as the other one was, and a job of the same entity does not wait at all. Both are fine because the ring runs jobs in order. On an
     * overlapping ring they would be wrong, so a separate fence is signalled with the finished one.
     */
    private Fence toAwait(Job job) {
        Fence finished = job.fences().finished();
        if (!onWriter.isOverlapping(job.scheduler())) {
            return finished;
        }
        Fence end = onWriter.device().addFence(() -> "end of " + job);
        finished.addCallback(signaled -> onWriter.device().signal(end, null));
        return end;
    }

    private Fence foreign(SubmittedJob ticket, CompletableFuture<?> future) {
        Fence end = onWriter.device().addFence(() -> "end of " + future);
        foreign.computeIfAbsent(ticket, it -> new ArrayList<>(1)).add(end);
        CompletionStage<?> _ = future.whenComplete((result, failure) ->
                onWriter.requests().add(new Request.Action(() -> ended(ticket, end), reason -> {})));
        return end;
    }

    private void ended(SubmittedJob ticket, Fence end) {
        if (!end.isSignaled()) {
            onWriter.device().signal(end, null);
        }
        List<Fence> left = foreign.get(ticket);
        if (left != null) {
            left.remove(end);
            if (left.isEmpty()) {
                foreign.remove(ticket);
            }
        }
    }

    /** Tells whether another job waits for the end of a job. */
    boolean isAwaited(SubmittedJob ticket) {
        return !awaited.isEmpty() && awaited.contains(ticket);
    }

    /** A job has ended: from now on nobody is told to wait for it. */
    void over(SubmittedJob ticket) {
        if (!awaited.isEmpty()) {
            awaited.remove(ticket);
        }
    }

    /**
     * Lets a job that will not run stop waiting for stages, because they may never complete and the jobs behind it would be held up. It goes on
     * waiting for jobs of this device: they end, and dependants of this job may rely on their end.
     */
    void release(SubmittedJob ticket) {
        List<Fence> left = foreign.isEmpty() ? null : foreign.remove(ticket);
        if (left != null) {
            left.forEach(each -> onWriter.device().signal(each, Errno.ECANCELED));
        }
    }
}
