package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Violations;

/** What jobs take up of the hardware, by what they asked for when they were submitted. */
final class CreditRules {
    private static final String ASKED = "a job takes up what it asked for, or the limit if that is less";
    private static final String SUM = "what the jobs on the hardware asked for never adds up to more than the limit";

    private final Violations violations;

    CreditRules(Violations violations) {
        this.violations = violations;
    }

    void run(Claim claim) {
        if (claim.job.credits() != claim.credits) {
            violations.add(ASKED, claim + " takes " + claim.job.credits() + " credits, not " + claim.credits);
        }
        long sum = 0;
        for (int i = 0; i < claim.scheduler.running.size(); i++) {
            Claim each = claim.scheduler.running.get(i);
            sum += each.done || each.detached ? 0 : each.credits;
        }
        int limit = claim.scheduler.scheduler.credits().limit();
        if (sum > limit) {
            violations.add(SUM, claim + " makes it " + sum + " of " + limit);
        }
    }
}
