package io.gpusched.application.shared;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The fences that stand for what the jobs of a shared device are to wait for. On the writer. */
final class DependencyFences {
    private final DeviceOnWriter onWriter;

    /** Those of somebody else's, which may never come. */
    private final Map<SubmittedJob, List<Fence>> foreign = new LinkedHashMap<>();

    DependencyFences(DeviceOnWriter onWriter) {
        this.onWriter = onWriter;
    }

    /** Has a job wait for what was named to its submitter; for nothing if that is over. */
    void add(SubmittedJob ticket, UnarmedJob unarmed, SubmitOptions.Dependency dependency) {
        switch (dependency) {
            case SubmitOptions.Dependency.Completed(CompletableFuture<?> end) ->
                unarmed.addDependency(foreign(ticket, end));
            case SubmitOptions.Dependency.Started(SubmittedJob other) -> {
                Job job = other.job();
                if (job != null && !other.hasStarted()) {
                    unarmed.addDependency(job.fences().scheduled());
                }
            }
            case SubmitOptions.Dependency.Finished(SubmittedJob other) -> {
                Job job = other.job();
                if (job != null) {
                    unarmed.addDependency(toAwait(job));
                }
            }
        }
    }

    /**
     * Of a job on a serial ring the finished fence itself: who runs on the same ring is then handed over as soon as that job was, and
     * jobs of the same entity do not wait at all, which is fine, as the ring runs them in order. On an overlapping ring that would be
     * wrong, so a fence without such meaning stands for it.
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

    /**
     * A job will not run: it waits no more for what is somebody else's, and may never come, or all jobs behind it would. For jobs of this
     * device it goes on waiting, as they end, and whoever waits for this one may rely on them.
     */
    void release(SubmittedJob ticket) {
        List<Fence> left = foreign.isEmpty() ? null : foreign.remove(ticket);
        if (left != null) {
            left.forEach(each -> onWriter.device().signal(each, Errno.ECANCELED));
        }
    }
}
