package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.casefile.TraceWriter;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fault at a step of a workload that breaks a rule.
 *
 * @param workload the workload
 * @param kind the fault
 * @param at the number of steps before it
 * @param violation the rule, and what was seen instead
 */
public record FaultFinding(Workload workload, FaultKind kind, long at, Violation violation) {
    /** Begins the line of a case that says which fault happens when. */
    public static final String FAULT = "# fault ";

    /**
     * A run with a fault.
     *
     * @param trace what happened, as the trace of a case
     * @param violation what did not hold, if something did not
     */
    public record Repeated(List<String> trace, Optional<Violation> violation) {}

    /** Runs a workload with a fault, and keeps what happens. */
    public static Repeated repeat(Workload workload, FaultKind kind, long at) {
        List<String> lines = new ArrayList<>();
        FaultRun run = FaultRun.of(workload, kind, at, new TraceWriter(lines::add));
        return new Repeated(lines, run.violation());
    }

    /** Returns what happened, as the trace of a case. */
    public List<String> trace() {
        return repeat(workload, kind, at).trace();
    }

    /** Repeats the run of a token's case; nothing if the case has no line that says which fault happens when. */
    static Optional<Either<String, Repetition>> ofCase(Workload workload, String text, int check) {
        Optional<String> line = text.lines().findFirst().filter(first -> first.startsWith(FAULT));
        return line.map(first -> {
            String[] words = first.substring(FAULT.length()).split(" ", -1);
            Optional<FaultKind> kind = FaultKind.of(words[0]);
            if (kind.isEmpty() || words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
                return Either.left("the token holds a fault that this version does not know");
            }
            Repeated repeated = repeat(workload, kind.get(), Long.parseLong(words[1]));
            Optional<String> rule = repeated.violation().map(each -> each.rule().id());
            return Either.right(new Repetition(
                    repeated.trace(),
                    rule,
                    repeated.violation().map(Object::toString).orElse(""),
                    FaultCampaign.check(repeated.trace(), rule.orElse("")) == check,
                    Optional.empty()));
        });
    }

    /** Returns the workload as the lines of a case, with the fault in a comment; nothing if a case cannot express it. */
    public Optional<List<String>> caseLines() {
        return NearestCase.text(workload).map(text -> {
            List<String> lines = new ArrayList<>(List.of(FAULT + kind.label() + " " + at));
            lines.addAll(text.lines().toList());
            return lines;
        });
    }

    /** Returns the token that repeats the run, if it is short enough to pass on. */
    public Optional<String> token() {
        return caseLines()
                .map(lines -> new ReplayToken(
                                new ReplayToken.Subject.Case(String.join("\n", lines) + "\n"),
                                Guarantees.KEPT,
                                List.of(),
                                FaultCampaign.check(trace(), violation.rule().id()))
                        .text())
                .filter(token -> token.length() <= ReplayToken.MOST_CHARACTERS);
    }
}
