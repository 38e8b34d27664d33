package io.gpusched.cli.duel;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.NearestCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workload on which one policy is worse than another.
 *
 * @param duel the policies
 * @param changes how the workload differs from the one that was given; empty if none was
 * @param largeWorkload the workload on which the factor is the largest
 * @param largest that factor
 * @param workload a workload of the same family, made as small as it can be
 * @param result how it went there
 */
public record DuelFinding(
        Duel duel,
        List<String> changes,
        Workload largeWorkload,
        double largest,
        Workload workload,
        Duel.Result result) {
    public DuelFinding {
        changes = List.copyOf(changes);
    }

    /** Returns the smallest workload as the lines of a case that says in comments what it is; nothing if a case cannot express it. */
    public Optional<List<String>> caseLines() {
        return NearestCase.text(workload).map(text -> {
            List<String> lines = new ArrayList<>(List.of(DuelToken.comment(duel, workload)));
            lines.addAll(text.lines().toList());
            return lines;
        });
    }

    /** Returns the token that repeats the smallest workload; nothing if it is too long to pass on. */
    public Optional<String> token() {
        return DuelToken.of(duel, workload, result);
    }

    /** Returns the token that repeats the largest workload; nothing if it is too long to pass on. */
    public Optional<String> largestToken() {
        Duel.Result of = duel.of(largeWorkload);
        return of == null ? Optional.empty() : DuelToken.of(duel, largeWorkload, of);
    }
}
