package io.gpusched.application.scheduling;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Work;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Pop;
import io.gpusched.domain.sched.Preparation;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Selection;

/**
 * Starts one job: selects an entity, takes its first job, gives it to the hardware, and queues itself again. One job a turn, so that
 * other items of the queue get theirs.
 *
 * @kernel drm_sched_run_job_work()
 */
final class RunJob extends Work {
    private final SchedulerWork work;
    private final Scheduler scheduler;
    private final Preparation preparation;
    private final boolean looksAtTheTime;

    RunJob(SchedulerWork work) {
        this.work = work;
        this.scheduler = work.scheduler();
        this.looksAtTheTime = scheduler.looksAtTheTime();
        this.preparation = work.hardware()::prepare;
    }

    @Override
    public void run() {
        if (looksAtTheTime) {
            scheduler.lookAtTheTime(work.clock().nanos());
        }
        switch (scheduler.select()) {
            case Selection.Nothing nothing -> {
                // Whoever changes this wakes us: a push, a dependency, a completion.
            }
            case Entity entity -> take(entity);
        }
    }

    private void take(Entity entity) {
        if (work.isTraced()) {
            work.tracepoints().selected(entity);
        }
        switch (entity.pop(preparation)) {
            case Pop.Blocked blocked -> {
                work.tracepoints().jobUnschedulable(blocked.job(), blocked.on());
            }
            case Job job -> {
                start(job);
                work.jobScheduled();
            }
        }
        work.wake();
    }

    private void start(Job job) {
        scheduler.begin(job);
        work.timeout().start();
        if (work.isTraced()) {
            work.tracepoints().jobRun(job);
        }
        Attempt attempt = new Attempt(work, job);
        Launch launch = work.launch(job, attempt);
        if (launch == Launch.Accepted.RUNNING) {
            job.setHardware(attempt);
            work.deadlines().pass(job);
        }
        if (work.isTraced()) {
            work.tracepoints().scheduled(job.fences());
        }
        job.fences().signalScheduled(work.clock().nanos());
        switch (launch) {
            case Launch.Accepted accepted -> {
                if (accepted == Launch.Accepted.NOTHING || !attempt.watch()) {
                    work.done(job, attempt.error());
                }
            }
            case Launch.Refused refused -> work.done(job, refused.error());
        }
    }

    @Override
    public String toString() {
        return "run work of " + scheduler;
    }
}
