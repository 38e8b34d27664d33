package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Checks the calls that hardware really receives against what the tracepoints announced. It judges the schedulers whose hardware is a
 * {@link ReportingHardware}, and no others.
 */
final class PortRules extends Subject {
    static final Rule GIVEN_ONCE = new Rule(
            "port.given-once",
            "hardware is given each job once, and again only between the stop and the start of a reset",
            "drm_sched_backend_ops.run_job");
    static final Rule GIVEN = new Rule(
            "port.given",
            "a job counts as given to the hardware when it was, with what that answered",
            "drm_sched_run_job_work(), sched_main.c");
    static final Rule SCHEDULED = new Rule(
            "port.scheduled",
            "a job that was not killed counts as scheduled after the hardware took it",
            "drm_sched_fence_scheduled(), sched_fence.c");
    static final Rule FREED = new Rule(
            "port.freed",
            "hardware hears that the scheduler is done with a job when it is freed, once",
            "drm_sched_backend_ops.free_job");
    static final Rule CANCELLED = new Rule(
            "port.cancelled",
            "hardware is asked to cancel a job when the job is cancelled, once",
            "drm_sched_backend_ops.cancel_job");
    static final Rule ASKED = new Rule(
            "port.asked",
            "hardware is asked about a job when it times out, and what it says counts",
            "drm_sched_backend_ops.timedout_job");
    static final Rule GONE = new Rule(
            "port.gone",
            "hardware hears nothing of a job that was freed or that it took over",
            "drm_sched_backend_ops.free_job");
    static final Rule DEADLINE = new Rule(
            "port.deadline",
            "hardware knows the deadline of each job that it has",
            "drm_sched_fence_set_deadline_finished(), sched_fence.c");
    static final Rule DEADLINE_STAYS = new Rule(
            "port.deadline-stays",
            "a deadline of a job never gives way to a later one",
            "drm_sched_fence_set_deadline_finished(), sched_fence.c");

    PortRules() {
        super(GIVEN_ONCE, GIVEN, SCHEDULED, FREED, CANCELLED, ASKED, GONE, DEADLINE, DEADLINE_STAYS);
    }

    @Override
    void hardwareRuns(Expected expected, ExpectedJob job) {
        expected.require(job.hasRun(), GIVEN, job);
        if (job.runs == 0) {
            expected.require(!job.job.fences().isScheduled(), SCHEDULED, job);
        } else {
            expected.require(job.scheduler.inReset, GIVEN_ONCE, job);
        }
    }

    @Override
    void jobSubmitted(Expected expected, ExpectedJob job, Launch launch) {
        expected.require(!job.scheduler.watched || job.answer == launch, GIVEN, job);
    }

    @Override
    void scheduled(Expected expected, JobFences fences, @Nullable ExpectedJob job) {
        if (job != null && job.scheduler.watched) {
            boolean killed = !job.hasRun() && job.job.entity().isStopped();
            expected.require(killed || job.lastLaunch != null, SCHEDULED, job);
        }
    }

    @Override
    void hardwareIsAsked(Expected expected, Job job) {
        expected.require(expected.toAsk == job, ASKED, job);
    }

    @Override
    void hardwareAnswered(Expected expected, Job job) {
        expected.require(expected.toAsk == null, ASKED, job);
    }

    @Override
    void judged(Expected expected, ExpectedJob job, Verdict said) {
        expected.require(!job.scheduler.watched || (expected.toAsk == null && expected.verdict == said), ASKED, job);
    }

    @Override
    void hardwareIsWanted(Expected expected, ExpectedJob job, long deadlineNanos) {
        expected.require(deadlineNanos <= job.deadlineNanos, DEADLINE_STAYS, job);
    }

    @Override
    void hardwareFrees(Expected expected, Job job) {
        expected.require(expected.toFree == job, FREED, job);
    }

    @Override
    void hardwareCancels(Expected expected, Job job) {
        expected.require(expected.toCancel == job, CANCELLED, job);
    }

    @Override
    void hardwareHearsOfUnknown(Expected expected, Job job) {
        expected.require(false, GONE, job);
    }

    @Override
    void cancelled(Expected expected, Job job, @Nullable ExpectedJob known) {
        requireToldAll(expected);
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        requireToldAll(expected);
    }

    @Override
    void check(Expected expected) {
        requireToldAll(expected);
    }

    /** What the last event announced must have come to the hardware before the next one. */
    private static void requireToldAll(Expected expected) {
        Job unfreed = expected.toFree;
        Job running = expected.toCancel;
        expected.require(unfreed == null || !isWatched(expected, unfreed), FREED, unfreed);
        expected.require(running == null || !isWatched(expected, running), CANCELLED, running);
    }

    private static boolean isWatched(Expected expected, Job job) {
        return expected.scheduler(job.scheduler()).watched;
    }

    @Override
    void checkJob(Expected expected, ExpectedJob job) {
        if (!job.scheduler.watched) {
            return;
        }
        @Nullable Long wanted = job.job.fences().deadlineNanos();
        if (wanted == null) {
            expected.require(job.lastDeadlineNanos == Nanos.NEVER, DEADLINE_STAYS, job);
            return;
        }
        expected.require(wanted <= job.lastDeadlineNanos, DEADLINE_STAYS, job);
        job.lastDeadlineNanos = wanted;
        boolean there = job.lastLaunch == Launch.Accepted.RUNNING && !job.done && !job.detached && !job.lost;
        expected.require(!there || job.deadlineNanos == wanted, DEADLINE, job);
    }
}
