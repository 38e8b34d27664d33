package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Limits;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.FindingShrinker;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.workload.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding on a workload, shrunk, and the token that repeats it.
 *
 * @param finding the order of events that breaks a rule
 * @param token the word that repeats it
 * @param file the file to give along with the token, if the token does not hold everything
 */
public record ReplayableFinding(Finding finding, String token, Optional<ReplayFile> file) {
    /**
     * Shrinks a finding and makes its token. The shrunk workload is one that a case can express, so that the token or a file can hold it. If
     * no such workload breaks the rule, because the rule needs an overlapping ring, say, only the choices are shrunk, and the token goes
     * with the file that was explored.
     */
    static ReplayableFinding of(Workload workload, Guarantees guarantees, Finding finding) {
        FindingShrinker shrinker = new FindingShrinker(guarantees, Limits.USUAL_STEPS);
        FindingShrinker.@Nullable Shrunk shrunk = NearestCase.of(workload)
                .map(nearest -> shrinker.shrink(
                        nearest,
                        each -> WorkloadExploration.scenario(
                                NearestCase.named(each).orElse(each)),
                        finding))
                .orElse(null);
        return shrunk == null
                ? ofFile(workload, guarantees, shrinker.shrink(WorkloadExploration.scenario(workload), finding))
                : ofCase(NearestCase.named(shrunk.workload()).orElseThrow(), guarantees, shrunk.finding());
    }

    private static ReplayableFinding ofCase(Workload workload, Guarantees guarantees, Finding finding) {
        ReplayToken token = ReplayToken.of(NearestCase.text(workload).orElseThrow(), guarantees, finding);
        return new ReplayableFinding(
                finding,
                token.text(),
                switch (token.subject()) {
                    case ReplayToken.Subject.Elsewhere elsewhere ->
                        Optional.of(new ReplayFile(workload, Optional.empty()));
                    case ReplayToken.Subject.WithChoicesElsewhere both ->
                        Optional.of(new ReplayFile(workload, Optional.of(token.choicesText())));
                    case ReplayToken.Subject.Case inside -> Optional.empty();
                    case ReplayToken.Subject.Named named -> Optional.empty();
                });
    }

    private static ReplayableFinding ofFile(Workload workload, Guarantees guarantees, Finding finding) {
        ReplayToken token = ReplayToken.ofFile(ReplayFile.content(workload), guarantees, finding);
        Optional<String> choices = token.subject() instanceof ReplayToken.Subject.WithChoicesElsewhere
                ? Optional.of(token.choicesText())
                : Optional.empty();
        return new ReplayableFinding(finding, token.text(), Optional.of(new ReplayFile(workload, choices)));
    }
}
