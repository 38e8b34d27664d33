package io.gpusched.application.rules;

import io.gpusched.application.rules.history.CapacityRules;
import io.gpusched.application.rules.history.EndOfHistory;
import io.gpusched.application.rules.history.HardwareRules;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.history.WorkConservingRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All rules that hold for a device while it runs, by subject.
 *
 * <p>The order of the subjects is that in which they look at an event, and so decides which rule is named first when one fault breaks
 * several: what says most about the cause comes first. A reset that goes on under somebody's hands breaks nearly everything after it, so the
 * rules about resets and teardowns are first; then what is counted (credits, the pending list), then what follows from it (timeouts,
 * wake-ups, the score), then the fences and the life of each job, the port, and at the end whose turn it was, which is wrong whenever
 * anything else was.
 */
public final class RuleBook {
    private RuleBook() {}

    static List<Subject> subjects(Expected expected, Violations violations) {
        return List.of(
                new ResetRules(expected, violations),
                new TeardownRules(expected, violations),
                new CreditRules(expected, violations),
                new PendingRules(expected, violations),
                new TimeoutRules(expected, violations),
                new WakeUpRules(expected, violations),
                new ScoreRules(expected, violations),
                new BlameRules(expected, violations),
                new FenceRules(expected, violations),
                new LifetimeRules(expected, violations),
                new QueueRules(expected, violations),
                new FlushRules(expected, violations),
                new MessageRules(expected, violations),
                new PortRules(expected, violations),
                new ErrorRules(expected, violations),
                new DependencyRules(expected, violations),
                new TimeRules(expected, violations),
                new PlacementRules(expected, violations),
                new TurnRules(expected, violations));
    }

    /** Returns all rules, in the order of the book; those over recorded events come last. */
    public static List<Rule> all() {
        Set<Rule> all = new LinkedHashSet<>();
        subjects(new Expected(() -> 0), Violations.gathering()).forEach(each -> all.addAll(each.rules()));
        all.addAll(Leftovers.rules());
        all.addAll(HistoryRules.rules());
        all.addAll(CapacityRules.rules());
        all.addAll(WorkConservingRules.rules());
        all.addAll(HardwareRules.rules());
        all.addAll(EndOfHistory.rules());
        return List.copyOf(all);
    }
}
