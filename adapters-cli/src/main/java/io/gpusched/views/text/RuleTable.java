package io.gpusched.views.text;

import io.gpusched.cli.experiment.RuleResult;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;

/** The results of a contract as lines. What backends say comes from whoever wrote them, so it is shown like any foreign text. */
public final class RuleTable {
    private RuleTable() {}

    /** Returns the line of a rule, and below it what happened if it is broken. */
    public static List<String> lines(RuleResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-7s %-8s %s", result.id(), result.state().words(), Shown.of(result.text())));
        if (!result.line().isEmpty()) {
            lines.add(" ".repeat(17) + Shown.of(result.line()));
        }
        return lines;
    }

    /** Returns the number of rules in each state, in one line. */
    public static String summary(String backend, List<RuleResult> results) {
        List<String> parts = new ArrayList<>();
        for (RuleResult.State each : RuleResult.State.values()) {
            long count =
                    results.stream().filter(result -> result.state() == each).count();
            if (count > 0) {
                parts.add(count + " " + each.words());
            }
        }
        return Shown.of(backend) + ": " + String.join(", ", parts);
    }
}
