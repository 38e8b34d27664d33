package io.gpusched.application.rules;

import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;

/** Checks timestamps, GPU time and averages against the clock. */
final class TimeRules extends Subject {
    static final Rule SUBMITTED = new Rule(
            "times.submitted",
            "a job's time of submission is that at which it was pushed",
            "drm_sched_entity_push_job(): submit_ts, sched_entity.c");
    static final Rule STARTED = new Rule(
            "times.started",
            "a job counts as started when it went to the hardware, or when the job before it there finished, if that was retired later",
            "drm_sched_get_finished_job(), sched_main.c");
    static final Rule FINISHED = new Rule(
            "times.finished", "a finished fence tells when it signalled", "dma_fence_timestamp(), dma-fence.h");
    static final Rule RUNTIME = new Rule(
            "times.runtime",
            "GPU time is charged once for each job that was retired, from start to finish, to the entity that it is of",
            "drm_sched_entity_stats_job_add_gpu_time(), sched_internal.h");
    static final Rule AVERAGES = new Rule(
            "times.averages",
            "the averages of an entity and a scheduler follow from the durations of the jobs which were retired",
            "DECLARE_EWMA(drm_sched_avgtime, 6, 4), sched_internal.h");

    static final Rule FORWARD = HistoryRules.FORWARD;

    TimeRules() {
        super(SUBMITTED, STARTED, FINISHED, RUNTIME, AVERAGES, FORWARD);
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        if (!job.hasRun()) {
            return;
        }
        requireTimes(expected, job);
        Entity entity = job.job.entity();
        GpuTime used = entity.gpuTime();
        if (used.runtimeNanos() != job.entity.runtimeNanos) {
            expected.violated(RUNTIME, entity + " has " + used.runtimeNanos() + " ns, not " + job.entity.runtimeNanos);
        }
        if (!charged) {
            return;
        }
        Scheduler scheduler = job.job.scheduler();
        if (used.averageMicros() != job.entity.average.micros()) {
            expected.violated(
                    AVERAGES, entity + " has " + used.averageMicros() + " us, not " + job.entity.average.micros());
        }
        if (scheduler.averageMicros() != job.scheduler.average.micros()) {
            expected.violated(
                    AVERAGES,
                    scheduler + " has " + scheduler.averageMicros() + " us, not " + job.scheduler.average.micros());
        }
    }

    @Override
    void stepIsOver(Expected expected) {
        if (expected.clock.nanos() < expected.lastNanos) {
            expected.violated(FORWARD, "it is " + expected.clock.nanos() + " ns after " + expected.lastNanos + " ns");
        }
        for (int i = 0; i < expected.touched.size(); i++) {
            requireTimes(expected, expected.touched.get(i));
        }
    }

    private static void requireTimes(Expected expected, ExpectedJob job) {
        JobFences fences = job.job.fences();
        if (job.job.submitNanos() != job.submitNanos) {
            expected.violated(SUBMITTED, job + " says " + job.job.submitNanos() + " ns, it was at " + job.submitNanos);
        }
        if (job.scheduled && fences.isScheduled() && fences.scheduledNanos() != job.scheduledNanos) {
            expected.violated(
                    STARTED, job + " says " + fences.scheduledNanos() + " ns, it was at " + job.scheduledNanos);
        }
        if (job.finished && fences.finished().isSignaled() && fences.finished().timestampNanos() != job.finishedNanos) {
            expected.violated(
                    FINISHED,
                    job + " says " + fences.finished().timestampNanos() + " ns, it was at " + job.finishedNanos);
        }
    }
}
