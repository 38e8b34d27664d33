package io.gpusched.views.text;

import io.gpusched.application.workload.Workload;

/** The name of a run among runs of the same jobs: its policy and its credit limits. */
public final class RunName {
    private RunName() {}

    /** Returns the name of a run of a workload, as in {@code fair, 2 credits}. */
    public static String of(Workload workload) {
        String policies = String.join(
                " and ",
                workload.schedulers().stream()
                        .map(line -> workload.policyOf(line).label())
                        .distinct()
                        .toList());
        long limits = workload.schedulers().stream()
                .mapToInt(Workload.SchedulerLine::credits)
                .distinct()
                .count();
        int credits = workload.schedulers().isEmpty()
                ? 0
                : workload.schedulers().getFirst().credits();
        return limits == 1 ? policies + ", " + credits + (credits == 1 ? " credit" : " credits") : policies;
    }
}
