package io.gpusched.cli.command;

import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change the schedulers of the input. */
final class Overrides {
    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description =
                    "rr, fifo, fair, sfq, sfq-strict, or a file such as Edf.java that holds one of your own. Default: as in the input; fifo "
                            + "for recorded traces.")
    private @Nullable Policy policy;

    @Option(
            names = "--credits",
            paramLabel = "N",
            converter = CreditLimitConverter.class,
            description =
                    "The credit limit of each ring, at least 1, or 'recorded': the most that was seen in flight in a recorded "
                            + "trace. Default: as in the input; recorded for recorded traces.")
    private @Nullable Integer credits;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long the first job on a ring may take, such as 500us, 10ms or 2s, or none. Default: as in the "
                            + "input; none for recorded traces.")
    private @Nullable Long timeoutNanos;

    /**
     * Refuses what these options say of recordings for an input that is none.
     *
     * @throws BadInput if the credit limit is to be as recorded
     */
    void refuseRecordedFor(Path file) {
        if (credits != null && credits == ReplayOptions.AS_RECORDED) {
            throw BadInput.ofFile(
                    file.toString(), "--credits recorded is for recorded traces only; give a number, or leave it out");
        }
    }

    /** Tells whether any of these options was given. */
    boolean areGiven() {
        return policy != null || credits != null || timeoutNanos != null;
    }

    /** Returns the workload as these options want it. */
    Workload applyTo(Workload workload) {
        Workload changed = workload;
        if (policy != null) {
            changed = changed.withPolicy(policy);
        }
        if (credits != null && credits != ReplayOptions.AS_RECORDED) {
            changed = changed.withCredits(credits);
        }
        if (timeoutNanos != null) {
            changed = changed.withTimeoutNanos(timeoutNanos);
        }
        return changed;
    }
}
