package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Replayed;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.museum.Catalogue;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.words.Shown;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that was repeated from its token.
 *
 * @param history what happened, as numbered lines
 * @param rule the id of the rule that was broken, if one was
 * @param violation what was seen instead, with the rule, in words; empty if every rule holds
 * @param same whether exactly the same happened as when the token was made
 * @param file the workload and the choices; the choices only if the token does not hold them. Empty for the museum, whose bugs the
 *     scheduler does not have, and for faults
 */
public record Repetition(
        List<String> history, Optional<String> rule, String violation, boolean same, Optional<ReplayFile> file) {
    /**
     * Repeats a schedule.
     *
     * @param token the word that an exploration printed
     * @param file what the token does not hold, if it does not hold everything
     * @param providers the policies and backends that a workload inside of the token may name
     * @return what happened, or what is wrong with the token
     */
    public static Either<String, Repetition> of(String token, Optional<ReplayFile> file, Providers providers) {
        ReplayToken parsed;
        try {
            parsed = ReplayToken.parse(token);
        } catch (IllegalArgumentException invalid) {
            return Either.left(Shown.quoted(token) + " is not a replay token: " + invalid.getMessage()
                    + "; give the word that explore printed after 'token'");
        }
        return switch (parsed.subject()) {
            case ReplayToken.Subject.Case inside -> ofCase(parsed, inside.text(), providers);
            case ReplayToken.Subject.Elsewhere elsewhere -> ofFile(parsed, file);
            case ReplayToken.Subject.WithChoicesElsewhere both -> ofFile(parsed, file);
            case ReplayToken.Subject.Named named -> ofMuseum(named.name(), token);
        };
    }

    private static Either<String, Repetition> ofMuseum(String name, String token) {
        Optional<Exhibit> exhibit = Catalogue.open().of(name);
        if (exhibit.isEmpty()) {
            return Either.left("the museum of this version has no exhibit " + Shown.quoted(name));
        }
        Discovery found = Museum.open(exhibit.get()).repeat(exhibit.get().expedition(), token);
        return Either.right(new Repetition(
                found.history(),
                found.isFound() ? Optional.of(found.rule()) : Optional.empty(),
                found.violation(),
                found.same(),
                Optional.empty()));
    }

    private static Either<String, Repetition> ofCase(ReplayToken token, String text, Providers providers) {
        return NearestCase.read(text, providers)
                .map(workload -> FaultFinding.ofCase(workload, text, token.check())
                        .orElseGet(() -> Either.right(run(token, new ReplayFile(workload, Optional.empty())))))
                .orElseGet(
                        () -> Either.left(
                                "the token holds a case that cannot be read here; if it names a policy or a backend of your own, give --policy FILE.java or --class-path JAR as well"));
    }

    private static Either<String, Repetition> ofFile(ReplayToken token, Optional<ReplayFile> file) {
        if (file.isEmpty()) {
            return Either.left("the workload is too large for the token; give its file after the token");
        }
        ReplayToken whole = token;
        if (token.subject() instanceof ReplayToken.Subject.WithChoicesElsewhere) {
            Optional<String> choices = file.get().choices();
            if (choices.isEmpty()) {
                return Either.left("the choices are too many for the token; its file needs the line that begins with "
                        + Shown.quoted(ReplayFile.CHOICES) + ", as explore has printed it");
            }
            try {
                whole = token.withChoices(choices.get());
            } catch (IllegalArgumentException damaged) {
                return Either.left("the choices in the file are damaged: " + damaged.getMessage());
            }
        }
        // The names of a scenario or a trace do not count if a case can express it.
        Workload workload =
                NearestCase.named(file.get().workload()).orElse(file.get().workload());
        if (!whole.isOf(ReplayFile.content(workload))) {
            return Either.left("the token is about another workload than this file's");
        }
        return Either.right(run(whole, new ReplayFile(workload, file.get().choices())));
    }

    private static Repetition run(ReplayToken token, ReplayFile file) {
        Scenario scenario = WorkloadExploration.scenario(file.workload());
        return run(scenario, token.guarantees(), token, Optional.of(file));
    }

    /** Repeats a token's choices on a scenario. */
    static Repetition run(Scenario scenario, Guarantees guarantees, ReplayToken token, Optional<ReplayFile> file) {
        Replayed replayed = Replayed.of(scenario, guarantees, token);
        @Nullable Violation violation = replayed.violation();
        return new Repetition(
                ScheduleHistory.lines(replayed.steps()),
                violation == null
                        ? Optional.empty()
                        : Optional.of(violation.rule().id()),
                violation == null ? "" : violation.toString(),
                replayed.same(),
                file);
    }
}
