package io.gpusched.application.rules;

import io.gpusched.application.rules.history.CapacityRules;
import io.gpusched.application.rules.history.EndOfHistory;
import io.gpusched.application.rules.history.HardwareRules;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.history.WorkConservingRules;
import io.gpusched.application.rules.violation.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    private static final List<Subject> SUBJECTS = List.of(
            new ResetRules(),
            new TeardownRules(),
            new CreditRules(),
            new PendingRules(),
            new TimeoutRules(),
            new WakeUpRules(),
            new ScoreRules(),
            new BlameRules(),
            new FenceRules(),
            new LifetimeRules(),
            new QueueRules(),
            new FlushRules(),
            new MessageRules(),
            new PortRules(),
            new ErrorRules(),
            new DependencyRules(),
            new TimeRules(),
            new PlacementRules(),
            new TurnRules());

    private RuleBook() {}

    /** Returns the subjects, in the order of the book. */
    static List<Subject> subjects() {
        return SUBJECTS;
    }

    /**
     * Returns the subjects that have something to say about an event, in the order of the book: those that override the method.
     *
     * @param method the name of a method of {@link Subject}
     */
    static List<Subject> listening(String method) {
        if (!declares(Subject.class, method)) {
            throw new IllegalArgumentException("a subject of rules has no method " + method);
        }
        return SUBJECTS.stream()
                .filter(each -> declares(each.getClass(), method))
                .toList();
    }

    private static boolean declares(Class<?> type, String method) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(method));
    }

    /** Returns all rules, in the order of the book; those over recorded events come last. */
    public static List<Rule> all() {
        Set<Rule> all = new LinkedHashSet<>();
        SUBJECTS.forEach(each -> all.addAll(each.rules()));
        all.addAll(Leftovers.rules());
        all.addAll(HistoryRules.rules());
        all.addAll(CapacityRules.rules());
        all.addAll(WorkConservingRules.rules());
        all.addAll(HardwareRules.rules());
        all.addAll(EndOfHistory.rules());
        return List.copyOf(all);
    }
}
