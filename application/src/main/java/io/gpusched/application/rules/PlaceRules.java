package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a job may go, by what the client allowed, and when it may be refused. */
final class PlaceRules {
    private static final String ALIVE = "no job is queued for a scheduler that was torn down";
    private static final String REFUSED =
            "a job is refused if and only if its entity was killed or there is no ready scheduler that it may go to";
    private static final String STAYS =
            "an entity with one scheduler, or with jobs queued or running, stays on the scheduler that it is on";
    private static final String ALLOWED = "a job goes to a scheduler that its client allowed";
    private static final String ONE =
            "an entity that may use one scheduler stays there from its next job on, and is given the choice only anew";

    private final Violations violations;
    private @Nullable Device device;
    private @Nullable Claim takenOfKilled;

    PlaceRules(Violations violations) {
        this.violations = violations;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Notes that a step is over. What a killed entity's job does to the state has been looked at by now, and says more than this. */
    void stepIsOver() {
        Claim taken = takenOfKilled;
        takenOfKilled = null;
        require(taken == null, REFUSED, taken);
    }

    void refused(EntityAccount entity) {
        if (!entity.killed && !isToBeRefused(entity)) {
            violations.add(REFUSED, "a job of " + entity.entity + " was refused");
        }
    }

    void queued(Claim claim) {
        EntityAccount entity = claim.entity;
        Scheduler scheduler = claim.job.scheduler();
        boolean stays = entity.choice.isEmpty() || entity.isBusy();
        // Linux lets one that has no choice push its jobs to where nobody looks any more, even if it was killed.
        require(!isTornDown(scheduler) || (stays && keepsBugs()), ALIVE, claim);
        require(!isToBeRefused(entity), REFUSED, claim);
        if (entity.killed && !keepsBugs()) {
            takenOfKilled = claim;
        }
        if (stays) {
            require(scheduler == entity.scheduler, STAYS, claim);
        } else {
            require(entity.choice.contains(scheduler), ALLOWED, claim);
            if (entity.choice.size() == 1) {
                entity.choice = List.of();
            }
        }
        entity.scheduler = scheduler;
        require(entity.entity.choice().isEmpty() == entity.choice.isEmpty(), ONE, claim);
    }

    private boolean isToBeRefused(EntityAccount entity) {
        if (entity.choice.isEmpty() || entity.isBusy()) {
            return !keepsBugs() && isTornDown(entity.scheduler);
        }
        for (int i = 0; i < entity.choice.size(); i++) {
            Scheduler each = entity.choice.get(i);
            if (each.isEligible() && !isTornDown(each)) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsBugs() {
        return device != null && device.bugs() == LinuxBugs.REPRODUCED;
    }

    private boolean isTornDown(Scheduler scheduler) {
        return device != null && device.isTornDown(scheduler);
    }

    private void require(boolean holds, String rule, @Nullable Claim claim) {
        if (!holds) {
            violations.add(rule, String.valueOf(claim));
        }
    }
}
