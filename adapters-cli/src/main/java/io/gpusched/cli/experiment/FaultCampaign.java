package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Every fault at every step of a workload, until one breaks a rule. The run without a fault comes first: it says how many steps there are.
 * A run with a planted bug comes next: unless the rules find that, nothing is said.
 *
 * @param steps how many steps the workload takes without a fault
 * @param positions how many runs with a fault were made
 * @param isWhole whether every position was tried
 * @param found the first position that breaks a rule, made smaller
 */
public record FaultCampaign(long steps, long positions, boolean isWhole, Optional<FaultFinding> found) {
    private static final int SHRINKING_ATTEMPTS = 400;
    private static final int SIZES = 11;

    /**
     * Tries every position.
     *
     * @param kinds the kinds of fault
     * @param every tries only every so many steps, at least 1
     * @param goesOn asked before each run whether there is time for it
     * @param progress receives how many positions were tried, from time to time
     */
    public static FaultCampaign of(
            Workload workload, List<FaultKind> kinds, int every, BooleanSupplier goesOn, LongConsumer progress) {
        FaultRun sound = FaultRun.of(workload, FaultKind.NOTHING, FaultRun.NEVER, event -> {});
        if (sound.violation().isPresent()) {
            return new FaultCampaign(
                    sound.steps(),
                    0,
                    false,
                    Optional.of(new FaultFinding(
                            workload, FaultKind.NOTHING, 0, sound.violation().get())));
        }
        if (sound.freed() > 0 && !FaultRun.findsCanary(workload)) {
            throw new IllegalStateException("a bug that was planted was not found, so nothing can be said");
        }
        long positions = 0;
        for (long at = 0; at <= sound.steps(); at += every) {
            for (FaultKind kind : kinds) {
                if (!goesOn.getAsBoolean()) {
                    return new FaultCampaign(sound.steps(), positions, false, Optional.empty());
                }
                Optional<Violation> violation = violation(workload, kind, at);
                positions++;
                progress.accept(positions);
                if (violation.isPresent()) {
                    FaultFinding found = new FaultFinding(workload, kind, at, violation.get());
                    return new FaultCampaign(sound.steps(), positions, false, Optional.of(shrunk(found)));
                }
            }
        }
        return new FaultCampaign(sound.steps(), positions, every == 1, Optional.empty());
    }

    /** Returns a random workload: small, since every step of it is a position for every fault. */
    public static Workload random(long seed) {
        return WorkloadGenerator.generate(seed, 2 + (int) Math.floorMod(seed, (long) SIZES));
    }

    private static Optional<Violation> violation(Workload workload, FaultKind kind, long at) {
        return FaultRun.of(workload, kind, at, event -> {}).violation();
    }

    /** A smaller workload has other steps, so each is searched for the first at which the fault breaks the same rule. */
    private static FaultFinding shrunk(FaultFinding found) {
        Rule rule = found.violation().rule();
        Workload nearest = NearestCase.of(found.workload()).orElse(found.workload());
        Workload smallest = WorkloadShrinker.shrink(
                nearest, smaller -> first(smaller, found.kind(), rule).isPresent(), SHRINKING_ATTEMPTS);
        Workload named = NearestCase.named(smallest).orElse(smallest);
        OptionalLong at = first(named, found.kind(), rule);
        if (at.isEmpty()) {
            return found;
        }
        return new FaultFinding(
                named,
                found.kind(),
                at.getAsLong(),
                violation(named, found.kind(), at.getAsLong()).orElse(found.violation()));
    }

    private static OptionalLong first(Workload workload, FaultKind kind, Rule rule) {
        long steps = FaultRun.of(workload, FaultKind.NOTHING, FaultRun.NEVER, event -> {})
                .steps();
        for (long at = 0; at <= steps; at++) {
            if (violation(workload, kind, at)
                    .filter(each -> each.rule().equals(rule))
                    .isPresent()) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    /** Returns a number that is equal where the same happened. */
    static int check(List<String> trace, String rule) {
        return (int) Mix.name(String.join("\n", trace) + rule);
    }
}
