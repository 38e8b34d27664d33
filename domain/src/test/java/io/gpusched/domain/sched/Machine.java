package io.gpusched.domain.sched;

import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceContexts;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;

/** Schedulers, entities and jobs for tests, with the wake-ups that were asked for. Time stands still unless a test says otherwise. */
final class Machine {
    private final FenceContexts contexts = new FenceContexts();
    private final Policy policy;
    private final List<String> wakeups = new ArrayList<>();
    private int schedulers;
    private int entities;
    private long jobs;

    Machine(Policy policy) {
        this.policy = policy;
    }

    Scheduler scheduler(int creditLimit) {
        return scheduler(creditLimit, new Score());
    }

    Scheduler scheduler(int creditLimit, Score score) {
        return scheduler(creditLimit, score, false);
    }

    Scheduler scheduler(int creditLimit, Score score, boolean overlapping) {
        int id = schedulers++;
        Scheduler made = new Scheduler(id, "ring" + id, policy, creditLimit, Nanos.NO_LIMIT, 0, score, 4, overlapping);
        made.onWakeup(() -> wakeups.add(made.toString()));
        return made;
    }

    Entity entity(Scheduler... choice) {
        return entity(Priority.NORMAL, choice);
    }

    Entity entity(Priority priority, Scheduler... choice) {
        return new Entity(entities++, contexts.allocate(2), priority, List.of(choice));
    }

    Fence fence() {
        return Fence.of(contexts.allocate(1), 1, () -> "outside");
    }

    UnarmedJob job(Entity entity, int credits, Fence... dependencies) {
        UnarmedJob job = new UnarmedJob(jobs++, entity, credits, "payload");
        for (Fence each : dependencies) {
            job.addDependency(each);
        }
        return job;
    }

    /** Pushes a job of one credit at time 0. */
    Job push(Entity entity, Fence... dependencies) {
        return push(job(entity, 1, dependencies), 0);
    }

    Job push(UnarmedJob job, long nowNanos) {
        Job armed = (Job) job.arm();
        armed.entity().push(armed, nowNanos);
        return armed;
    }

    /** Takes the job that is next and starts it, as run work would. */
    Job start(Scheduler scheduler, long nowNanos) {
        Entity entity = (Entity) scheduler.select();
        Job job = (Job) entity.pop(Preparation.NONE);
        scheduler.begin(job);
        job.fences().signalScheduled(nowNanos);
        return job;
    }

    /** Ends a job, as a completion would. */
    void finish(Job job, long nowNanos) {
        job.scheduler().complete(job, nowNanos);
        job.fences().finished().signal(nowNanos);
    }

    /** Returns which schedulers were asked to look, in order. */
    List<String> wakeups() {
        return wakeups;
    }
}
