package io.gpusched.cli.experiment;

import io.gpusched.adapters.tck.BackendKit;
import io.gpusched.adapters.tck.BackendRule;
import io.gpusched.adapters.tck.RuleRun;
import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend that a provider makes, tested by the contract kit. */
public final class ContractTrial {
    private static final int CREDITS = 4;

    private ContractTrial() {}

    /**
     * Tests all rules of the contract.
     *
     * @param choice the backend
     * @param told gets each result as it comes
     * @return all results, in the order of the rules
     */
    public static List<RuleResult> run(BackendChoice choice, Consumer<RuleResult> told) {
        List<RuleResult> results = new ArrayList<>();
        BackendKit.of(new Provided(choice)).run(each -> {
            RuleResult result = result(each);
            results.add(result);
            told.accept(result);
        });
        return results;
    }

    private static RuleResult result(RuleRun run) {
        BackendRule rule = run.rule();
        return switch (run.outcome()) {
            case RuleRun.Held held -> of(run, RuleResult.State.HELD, "", "");
            case RuleRun.Skipped skipped -> of(run, RuleResult.State.SKIPPED, skipped.reason(), "");
            case RuleRun.Broken broken ->
                of(
                        run,
                        rule.level() == BackendRule.Level.MUST ? RuleResult.State.BROKEN : RuleResult.State.NOT_KEPT,
                        broken.line(),
                        broken.text());
        };
    }

    private static RuleResult of(RuleRun run, RuleResult.State state, String line, String details) {
        return new RuleResult(run.rule().id(), run.rule().text(), state, line, details, run.nanos());
    }

    private record Provided(BackendChoice choice) implements TestedBackend {
        @Override
        public String name() {
            return choice.named().toString();
        }

        @Override
        public Set<Capability> capabilities() {
            return choice.provider().capabilities(choice.settings());
        }

        @Override
        public @Nullable Object sample(SampleWork work) {
            return choice.provider().sampleWork(work, choice.settings());
        }

        @Override
        public long timeoutNanos() {
            return choice.provider().sampleTimeoutNanos(choice.settings());
        }

        @Override
        public Opened open(Device device, Writer writer) {
            Backend backend = choice.provider()
                    .backend(choice.settings(), BackendSite.plain())
                    .of(device);
            return new Opened() {
                @Override
                public Hardware ring(int number) {
                    return backend.open(line(number), writer);
                }

                @Override
                public OptionalLong resourcesHeld() {
                    return OptionalLong.of(backend.resourcesHeld());
                }

                @Override
                public Message message() {
                    return backend.message("contract");
                }
            };
        }

        private SchedulerLine line(int number) {
            int credits = capabilities().contains(Capability.CREDITS) ? CREDITS : 1;
            return new SchedulerLine(
                            "ring" + number, credits, timeoutNanos(), 0, OnTimeout.RESET, SchedulerLine.OWN_SCORE)
                    .withBackend(choice);
        }
    }
}
