package io.gpusched.cli.command;

import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.PriorityRule;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what the recorded machine ran with, so that other settings are compared with that. */
final class BaseOptions {
    private static final String PRIORITY = "--base-priority";

    @Option(
            names = "--base-policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            description = "Recorded traces only: the policy that the recorded machine ran with. Default: fifo.")
    private @Nullable Policy policy;

    @Option(
            names = "--base-credits",
            paramLabel = "N",
            converter = CreditLimitConverter.class,
            description =
                    "Recorded traces only: the credit limit that the recorded machine ran with. Default: recorded, the most that was "
                            + "seen in flight.")
    private @Nullable Integer credits;

    @Option(
            names = PRIORITY,
            paramLabel = "CLIENT=PRIORITY",
            converter = TraceOptions.PriorityConverter.class,
            description =
                    "Recorded traces only: the priority that a client had on the recorded machine. Repeat it for others. Default: "
                            + "normal.")
    private List<Setting<Priority>> priorities = List.of();

    /**
     * Returns the options with which the recorded machine is replayed.
     *
     * @param options the options for what is compared with it
     */
    ReplayOptions of(ReplayOptions options, RecordedNames names) {
        List<PriorityRule> rules = priorities.stream()
                .map(each -> new PriorityRule(names.clients(PRIORITY, each.subject()), each.value()))
                .toList();
        names.refuseUnknown();
        return options.withPriorities(rules)
                .with(policy == null ? options.policy() : policy)
                .withCreditLimit(credits == null ? options.creditLimit() : credits);
    }

    /**
     * Refuses these options for an input that is no trace.
     *
     * @throws BadInput if any was given
     */
    void refuseFor(Path file) {
        if (policy != null || credits != null || !priorities.isEmpty()) {
            throw BadInput.ofFile(
                    file.toString(),
                    "--base-policy, --base-credits and --base-priority are for recorded traces only; a scenario or a case is "
                            + "compared with itself");
        }
    }
}
