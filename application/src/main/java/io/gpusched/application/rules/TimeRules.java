package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of jobs and what is made of them, by the clock at each event. */
final class TimeRules {
    private static final String SUBMITTED = "a job's time of submission is that at which it was pushed";
    private static final String STARTED =
            "a job counts as started when it went to the hardware, or when the job before it there finished, if that was retired later";
    private static final String FINISHED = "a finished fence tells when it signalled";
    private static final String RUNTIME =
            "an entity's GPU time is that of its jobs which were retired, from start to finish";
    private static final String AVERAGES =
            "the averages of an entity and a scheduler follow from the durations of the jobs which were retired";

    private final Violations violations;
    /** The jobs of which a time was set in this step. */
    private final List<Claim> touched = new ArrayList<>(4);

    private @Nullable Device device;
    private @Nullable Claim justJudged;

    TimeRules(Violations violations) {
        this.violations = violations;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Notes that a step is over: now all times are set. */
    void stepIsOver() {
        justJudged = null;
        for (int i = 0; i < touched.size(); i++) {
            requireTimes(touched.get(i));
        }
        touched.clear();
    }

    void queued(Claim claim) {
        touched.add(claim);
    }

    void scheduled(Claim claim, long nowNanos) {
        claim.scheduled = true;
        claim.scheduledNanos = nowNanos;
        touched.add(claim);
    }

    void finished(Claim claim, long nowNanos) {
        claim.finished = true;
        claim.finishedNanos = nowNanos;
        touched.add(claim);
    }

    /** What the handler's turn ends with is not retired but dropped, which follows at once. */
    void judged(Claim claim) {
        justJudged = claim;
    }

    void freed(Claim claim) {
        boolean dropped = claim == justJudged || !claim.finished || (isPaused(claim) && isUncharged(claim));
        justJudged = null;
        requireTimes(claim);
        if (dropped) {
            return;
        }
        if (device != null && !device.overlaps(claim.job.scheduler())) {
            restampNext(claim);
        }
        long durationNanos = claim.finishedNanos - claim.scheduledNanos;
        claim.entity.runtimeNanos += durationNanos;
        claim.entity.average.add(durationNanos);
        claim.scheduler.average.add(durationNanos);
        requireCharged(claim);
    }

    private static boolean isPaused(Claim claim) {
        return claim.job.scheduler().isPaused();
    }

    /** While submission is paused, resets and teardowns drop jobs; free work that was under way may still retire one. */
    private static boolean isUncharged(Claim claim) {
        return claim.job.entity().gpuTime().runtimeNanos() == claim.entity.runtimeNanos
                && claim.job.scheduler().averageMicros() == claim.scheduler.average.micros();
    }

    /** The next one counts as started when this one finished, even if it has finished before that. */
    private void restampNext(Claim claim) {
        List<Claim> running = claim.scheduler.running;
        for (int i = 0; i < running.size(); i++) {
            Claim next = running.get(i);
            if (!next.lost && !next.inHand) {
                if (next.scheduled) {
                    next.scheduledNanos = claim.finishedNanos;
                    requireTimes(next);
                }
                return;
            }
        }
    }

    private void requireTimes(Claim claim) {
        JobFences fences = claim.job.fences();
        if (claim.job.submitNanos() != claim.submitNanos) {
            violations.add(
                    SUBMITTED, claim + " says " + claim.job.submitNanos() + " ns, it was at " + claim.submitNanos);
        }
        if (claim.scheduled && fences.isScheduled() && fences.scheduledNanos() != claim.scheduledNanos) {
            violations.add(
                    STARTED, claim + " says " + fences.scheduledNanos() + " ns, it was at " + claim.scheduledNanos);
        }
        if (claim.finished
                && fences.finished().isSignaled()
                && fences.finished().timestampNanos() != claim.finishedNanos) {
            violations.add(
                    FINISHED,
                    claim + " says " + fences.finished().timestampNanos() + " ns, it was at " + claim.finishedNanos);
        }
    }

    private void requireCharged(Claim claim) {
        Entity entity = claim.job.entity();
        Scheduler scheduler = claim.job.scheduler();
        if (entity.gpuTime().runtimeNanos() != claim.entity.runtimeNanos) {
            violations.add(
                    RUNTIME,
                    entity + " has " + entity.gpuTime().runtimeNanos() + " ns, not " + claim.entity.runtimeNanos);
        }
        if (entity.gpuTime().averageMicros() != claim.entity.average.micros()) {
            violations.add(
                    AVERAGES,
                    entity + " has " + entity.gpuTime().averageMicros() + " us, not " + claim.entity.average.micros());
        }
        if (scheduler.averageMicros() != claim.scheduler.average.micros()) {
            violations.add(
                    AVERAGES,
                    scheduler + " has " + scheduler.averageMicros() + " us, not " + claim.scheduler.average.micros());
        }
    }
}
