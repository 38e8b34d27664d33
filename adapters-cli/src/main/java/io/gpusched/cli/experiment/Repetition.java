package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Replayed;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.museum.Catalogue;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that was repeated from its token.
 *
 * @param history what happened, as numbered lines
 * @param rule the rule that did not hold, if one did not
 * @param seen what was seen instead
 * @param same whether exactly that happened which the token stands for
 * @param besides what the token does not hold, if it does not hold all
 * @param exhibit the exhibit of the museum that the token is about, if it is about one
 */
public record Repetition(
        List<String> history,
        Optional<String> rule,
        String seen,
        boolean same,
        Optional<Exploration.Besides> besides,
        Optional<String> exhibit) {
    /**
     * Repeats a schedule.
     *
     * @param token the word that an exploration printed
     * @param besides what the token does not hold, if it does not hold all
     * @return what happened, or what is wrong with the token
     */
    public static Either<String, Repetition> of(String token, Optional<Exploration.Besides> besides) {
        ReplayToken parsed;
        try {
            parsed = ReplayToken.parse(token);
        } catch (IllegalArgumentException notOne) {
            return Either.left("'" + token + "' is not a replay token: " + notOne.getMessage()
                    + "; give the word that explore printed after 'token'");
        }
        return switch (parsed.subject()) {
            case ReplayToken.Subject.Inline inline -> Either.right(run(inline.workload(), parsed, Optional.empty()));
            case ReplayToken.Subject.Elsewhere elsewhere -> fromFile(parsed, besides);
            case ReplayToken.Subject.WithChoicesElsewhere both -> fromFile(parsed, besides);
            case ReplayToken.Subject.Named named -> fromMuseum(named.name(), token);
        };
    }

    private static Either<String, Repetition> fromMuseum(String name, String token) {
        Optional<Exhibit> exhibit = Catalogue.open().of(name);
        if (exhibit.isEmpty()) {
            return Either.left("there is no exhibit '" + name + "' in the museum of this version");
        }
        Discovery found = Museum.open(exhibit.get()).repeat(exhibit.get().expedition(), token);
        return Either.right(new Repetition(
                found.history(),
                found.isFound() ? Optional.of(found.rule()) : Optional.empty(),
                found.seen(),
                found.same(),
                Optional.empty(),
                Optional.of(name)));
    }

    private static Either<String, Repetition> fromFile(ReplayToken token, Optional<Exploration.Besides> besides) {
        if (besides.isEmpty()) {
            return Either.left("the workload is too large for the token; give its file after the token");
        }
        Workload workload = ReplayToken.unnamed(besides.get().workload());
        ReplayToken whole = token;
        if (token.subject() instanceof ReplayToken.Subject.WithChoicesElsewhere) {
            Optional<String> choices = besides.get().choices();
            if (choices.isEmpty()) {
                return Either.left("the choices are too many for the token; its file needs the line that begins with '"
                        + ReplayFile.CHOICES + "', as explore has printed it");
            }
            try {
                whole = token.withChoices(choices.get());
            } catch (IllegalArgumentException notThem) {
                return Either.left("the choices in the file are damaged: " + notThem.getMessage());
            }
        }
        if (!whole.isOf(workload)) {
            return Either.left("the token is of another workload than this file's");
        }
        return Either.right(run(
                workload,
                whole,
                Optional.of(new Exploration.Besides(workload, besides.get().choices()))));
    }

    private static Repetition run(Workload workload, ReplayToken token, Optional<Exploration.Besides> besides) {
        return run(Exploration.scenario(workload), token.rules(), token, besides);
    }

    /** Repeats a token's choices on a scenario. */
    static Repetition run(Scenario scenario, Rules rules, ReplayToken token, Optional<Exploration.Besides> besides) {
        Replayed replayed = Replayed.of(scenario, rules, token);
        @Nullable Violation violation = replayed.violation();
        return new Repetition(
                History.lines(replayed.steps()),
                violation == null
                        ? Optional.empty()
                        : Optional.of(violation.rule().id()),
                violation == null ? "" : violation.seen(),
                replayed.same(),
                besides,
                Optional.empty());
    }
}
