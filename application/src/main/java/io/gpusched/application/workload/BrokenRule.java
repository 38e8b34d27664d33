package io.gpusched.application.workload;

/**
 * A rule of {@link WorkloadRules} that a workload does not keep.
 *
 * @param step the index of the step that breaks it among the steps of the workload, or {@link #MACHINE}
 * @param rule what holds in every workload that keeps the rule, in words
 */
public record BrokenRule(int step, String rule) {
    /** The {@link #step} of a rule that the machine breaks, before anything happens. */
    public static final int MACHINE = -1;
}
