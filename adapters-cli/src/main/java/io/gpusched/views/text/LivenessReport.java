package io.gpusched.views.text;

import io.gpusched.adapters.explore.liveness.Lasso;
import io.gpusched.adapters.explore.liveness.Liveness;
import io.gpusched.adapters.explore.liveness.WaitBound;
import io.gpusched.application.event.Labels;
import io.gpusched.cli.experiment.LassoFinding;
import io.gpusched.cli.experiment.ServiceBounds;
import io.gpusched.cli.experiment.SmallLiveness;
import io.gpusched.cli.experiment.WorkloadLiveness;
import java.util.ArrayList;
import java.util.List;

/** What must happen, and whether it does, in lines for people. */
public final class LivenessReport {
    private static final String ROW = "%-11s %-12s %9s  %s";

    private LivenessReport() {}

    /** Returns what was decided about a workload. */
    public static List<String> lines(WorkloadLiveness workload, String options) {
        Liveness liveness = workload.liveness();
        List<String> lines = new ArrayList<>();
        lines.add("states      " + ExplorationReport.count(liveness.states())
                + (liveness.complete() ? ", all of them" : ", and there are more"));
        if (liveness.failure() != null) {
            lines.add("found       " + liveness.failure().violation() + "; explore the workload first");
        } else if (workload.found().isPresent()) {
            lines.addAll(lines(workload.found().get(), options));
        } else {
            lines.add(
                    liveness.complete()
                            ? "every job ends, whatever the order"
                            : "found       nothing in these states; look at more with --states");
        }
        return lines;
    }

    /** Returns what was decided about the small workloads of a policy. */
    public static List<String> lines(String policy, SmallLiveness small) {
        List<String> lines = new ArrayList<>();
        lines.add(policy + ": " + ExplorationReport.count(small.workloads()) + " workloads, every job ends in "
                + ExplorationReport.count(small.ending()) + "; " + ExplorationReport.count(small.leftHanging())
                + " where a job hangs and the driver leaves it there; " + ExplorationReport.count(small.open())
                + " with more states than were looked at; "
                + (small.found().isPresent() ? "something else found:" : "nothing else found"));
        small.found().ifPresent(found -> lines.addAll(lines(found, "")));
        return lines;
    }

    /** Returns how long a client waits, a line for each policy and kind of competition. */
    public static List<String> table(List<ServiceBounds> all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(ROW, "policy", "others", "states", "jobs of others that start before one of the client"));
        for (ServiceBounds each : all) {
            WaitBound service = each.service();
            lines.add(String.format(
                    ROW,
                    service.rivals().policy().label(),
                    Labels.of(service.rivals().others()),
                    ExplorationReport.count(service.states()),
                    switch (service.verdict()) {
                        case BOUND -> "at most " + service.jobs();
                        case STARVES ->
                            "no bound, it starves: "
                                    + each.found().orElseThrow().token().orElse("");
                        case OPEN -> "not decided; " + service.jobs() + " and more, without end or not";
                    }));
        }
        return lines;
    }

    /** Returns a schedule on which something never happens. */
    public static List<String> lines(LassoFinding found, String options) {
        Lasso lasso = found.lasso();
        List<String> lines = new ArrayList<>();
        lines.add("found       " + lasso.finding().violation());
        lines.add("");
        List<String> history = lasso.finding().lines();
        for (int i = 0; i < history.size(); i++) {
            if (i == lasso.loop().from() && lasso.loop().length() > 0) {
                lines.add("     from here on for ever:");
            }
            lines.add(history.get(i));
        }
        lines.add("");
        lines.add(found.token()
                .map(token -> "repeat it   gpusched replay " + token + options)
                .orElse("The workload is too large for a token."));
        return lines;
    }
}
