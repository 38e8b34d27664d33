package io.gpusched.application.event;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several listeners on the tracepoints of one device, told in order. */
public final class Listeners implements Tracepoints {
    private final Tracepoints[] all;

    /** Makes one listener of several. */
    public Listeners(List<Tracepoints> all) {
        this.all = all.toArray(Tracepoints[]::new);
    }

    /** Makes one listener of several. */
    public static Listeners of(Tracepoints... all) {
        return new Listeners(List.of(all));
    }

    @Override
    public void entityAdded(Entity entity) {
        for (Tracepoints each : all) {
            each.entityAdded(entity);
        }
    }

    @Override
    public void schedulersChanged(Entity entity, List<Scheduler> to) {
        for (Tracepoints each : all) {
            each.schedulersChanged(entity, to);
        }
    }

    @Override
    public void dependencyAsked(UnarmedJob job, Fence dependency) {
        for (Tracepoints each : all) {
            each.dependencyAsked(job, dependency);
        }
    }

    @Override
    public void refused(UnarmedJob job) {
        for (Tracepoints each : all) {
            each.refused(job);
        }
    }

    @Override
    public void jobQueued(Job job) {
        for (Tracepoints each : all) {
            each.jobQueued(job);
        }
    }

    @Override
    public void dependencyAdded(Job job, Fence dependency) {
        for (Tracepoints each : all) {
            each.dependencyAdded(job, dependency);
        }
    }

    @Override
    public void jobUnschedulable(Job job, Fence dependency) {
        for (Tracepoints each : all) {
            each.jobUnschedulable(job, dependency);
        }
    }

    @Override
    public void selected(Entity entity) {
        for (Tracepoints each : all) {
            each.selected(entity);
        }
    }

    @Override
    public void jobRun(Job job) {
        for (Tracepoints each : all) {
            each.jobRun(job);
        }
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        for (Tracepoints each : all) {
            each.jobSubmitted(job, launch);
        }
    }

    @Override
    public void jobDone(Job job) {
        for (Tracepoints each : all) {
            each.jobDone(job);
        }
    }

    @Override
    public void scheduled(JobFences fences) {
        for (Tracepoints each : all) {
            each.scheduled(fences);
        }
    }

    @Override
    public void finished(JobFences fences) {
        for (Tracepoints each : all) {
            each.finished(fences);
        }
    }

    @Override
    public void signaled(Fence fence) {
        for (Tracepoints each : all) {
            each.signaled(fence);
        }
    }

    @Override
    public void timeoutMoved(Scheduler scheduler, TimeoutMove move) {
        for (Tracepoints each : all) {
            each.timeoutMoved(scheduler, move);
        }
    }

    @Override
    public void paused(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.paused(scheduler);
        }
    }

    @Override
    public void resumed(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.resumed(scheduler);
        }
    }

    @Override
    public void stopped(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.stopped(scheduler);
        }
    }

    @Override
    public void blamed(Job job) {
        for (Tracepoints each : all) {
            each.blamed(job);
        }
    }

    @Override
    public void resubmitting(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.resubmitting(scheduler);
        }
    }

    @Override
    public void starting(Scheduler scheduler, @Nullable Errno error) {
        for (Tracepoints each : all) {
            each.starting(scheduler, error);
        }
    }

    @Override
    public void nothingTimedOut(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.nothingTimedOut(scheduler);
        }
    }

    @Override
    public void cancelledInQueue(Job job) {
        for (Tracepoints each : all) {
            each.cancelledInQueue(job);
        }
    }

    @Override
    public void flushed(Entity entity, Fence flush, long limitNanos) {
        for (Tracepoints each : all) {
            each.flushed(entity, flush, limitNanos);
        }
    }

    @Override
    public void tornDown(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.tornDown(scheduler);
        }
    }

    @Override
    public void started(Scheduler scheduler) {
        for (Tracepoints each : all) {
            each.started(scheduler);
        }
    }

    @Override
    public void timedOut(Job job) {
        for (Tracepoints each : all) {
            each.timedOut(job);
        }
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        for (Tracepoints each : all) {
            each.judged(job, verdict);
        }
    }

    @Override
    public void recovering(Scheduler scheduler, RecoveryStage stage) {
        for (Tracepoints each : all) {
            each.recovering(scheduler, stage);
        }
    }

    @Override
    public void forgiven(Entity entity) {
        for (Tracepoints each : all) {
            each.forgiven(entity);
        }
    }

    @Override
    public void released(Job job) {
        for (Tracepoints each : all) {
            each.released(job);
        }
    }

    @Override
    public void cancelled(Job job) {
        for (Tracepoints each : all) {
            each.cancelled(job);
        }
    }

    @Override
    public void freed(Job job) {
        for (Tracepoints each : all) {
            each.freed(job);
        }
    }

    @Override
    public void rekeyed(Entity entity) {
        for (Tracepoints each : all) {
            each.rekeyed(entity);
        }
    }

    @Override
    public void priorityChanged(Entity entity) {
        for (Tracepoints each : all) {
            each.priorityChanged(entity);
        }
    }

    @Override
    public void killed(Entity entity) {
        for (Tracepoints each : all) {
            each.killed(entity);
        }
    }

    @Override
    public void messageSent(Scheduler scheduler, Message message) {
        for (Tracepoints each : all) {
            each.messageSent(scheduler, message);
        }
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        for (Tracepoints each : all) {
            each.messageProcessed(scheduler, message);
        }
    }
}
