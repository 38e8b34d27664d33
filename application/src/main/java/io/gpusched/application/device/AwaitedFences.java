package io.gpusched.application.device;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.concurrent.CompletionStage;

/** The fences that stand for what the job of a shared device is to wait for. On the writer. */
record AwaitedFences(WriterSide side) {
    /** Has a job wait for what was named to its submitter; for nothing if that is over. */
    void add(UnarmedJob unarmed, SubmitOptions.Dependency dependency) {
        switch (dependency) {
            case SubmitOptions.Dependency.Completed(CompletionStage<?> stage) -> unarmed.addDependency(endOf(stage));
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
        if (!side.isOverlapping(job.scheduler())) {
            return finished;
        }
        Fence end = side.device().addFence(() -> "end of " + job);
        finished.addCallback(signaled -> side.device().signal(end, null));
        return end;
    }

    private Fence endOf(CompletionStage<?> stage) {
        Fence end = side.device().addFence(() -> "end of " + stage);
        CompletionStage<?> _ = stage.whenComplete((result, failure) ->
                side.intake().add(new Errand.Step(() -> side.device().signal(end, null), reason -> {})));
        return end;
    }
}
