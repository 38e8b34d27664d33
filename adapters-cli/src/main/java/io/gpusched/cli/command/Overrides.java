package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that change what the input says of the schedulers. */
final class Overrides {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description = "rr, fifo or fair. Default: as the input says; fifo for recorded traces.")
    private @Nullable Policy policy;

    @Option(
            names = "--credits",
            paramLabel = "N",
            description =
                    "How much may be on each ring at once, at least 1. Default: as the input says; the most that was seen "
                            + "in flight for recorded traces.")
    private @Nullable Integer credits;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long the first job on a ring may take, as in 500us, 10ms or 2s, or none. Default: as the input "
                            + "says; none for recorded traces.")
    private @Nullable Long timeoutNanos;

    Workload applyTo(Workload workload) {
        Workload changed = workload;
        if (policy != null) {
            changed = changed.withPolicy(policy);
        }
        if (credits != null) {
            if (credits < 1) {
                throw new ParameterException(
                        command.commandLine(), "--credits is " + credits + "; expected a whole number of at least 1");
            }
            changed = changed.withCredits(credits);
        }
        if (timeoutNanos != null) {
            changed = changed.withTimeoutNanos(timeoutNanos);
        }
        return changed;
    }
}
