package io.gpusched.cli.duel;

import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.NearestCase;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A duel in one word: a replay token whose case begins with a comment that says who fights, by what measure, and whose entities they are. */
public final class DuelToken {
    private static final String DUEL = "# duel ";
    private static final int WORDS = 4;

    private DuelToken() {}

    /**
     * A duel that was repeated.
     *
     * @param finding what it was about; the large workload is the same as the small one
     * @param same whether the same came of it as when the token was made
     */
    public record Repeated(DuelFinding finding, boolean same) {}

    /** Returns the comment that makes a case a duel, such as {@code # duel fair fifo frame A,B,B}. */
    static String comment(Duel duel, Workload workload) {
        return DUEL + duel.first().label() + " " + duel.second().label() + " " + Labels.of(duel.measure()) + " "
                + String.join(
                        ",", workload.clients().stream().map(DuelToken::plain).toList());
    }

    private static String plain(String client) {
        return client.replaceAll("[^A-Za-z0-9._'-]", "-");
    }

    static Optional<String> of(Duel duel, Workload workload, Duel.Result result) {
        return NearestCase.text(workload)
                .map(text -> new ReplayToken(
                                new ReplayToken.Subject.Case(comment(duel, workload) + "\n" + text),
                                Guarantees.KEPT,
                                List.of(),
                                check(result))
                        .text())
                .filter(token -> token.length() <= ReplayToken.MOST_CHARACTERS);
    }

    private static int check(Duel.Result result) {
        return String.format(
                        Locale.ROOT,
                        "%.6f %s %s",
                        result.factor(),
                        result.loser().client(),
                        result.family())
                .hashCode();
    }

    /**
     * Repeats the duel of a token.
     *
     * @return what came of it, or what is wrong with the token; nothing if it is not the token of a duel
     */
    public static Optional<Either<String, Repeated>> repeat(String word) {
        ReplayToken token;
        try {
            token = ReplayToken.parse(word);
        } catch (IllegalArgumentException noToken) {
            return Optional.empty();
        }
        return token.subject() instanceof ReplayToken.Subject.Case inside
                        && inside.text().startsWith(DUEL)
                ? Optional.of(repeat(inside.text(), token.check()))
                : Optional.empty();
    }

    private static Either<String, Repeated> repeat(String text, int check) {
        String[] words =
                text.lines().findFirst().orElse("").substring(DUEL.length()).split(" ", -1);
        Optional<Workload> workload = NearestCase.read(text, Inside.PROVIDERS);
        @Nullable Policy first = words.length == WORDS ? Policies.of(words[0]) : null;
        @Nullable Policy second = words.length == WORDS ? Policies.of(words[1]) : null;
        @Nullable DuelMeasure measure = words.length == WORDS ? Labels.find(DuelMeasure.values(), words[2]) : null;
        if (workload.isEmpty() || first == null || second == null || measure == null) {
            return Either.left("the token holds a duel that this version cannot read");
        }
        Workload named = named(workload.get(), List.of(words[WORDS - 1].split(",", -1)));
        Duel duel = new Duel(first, second, measure);
        Duel.@Nullable Result result = duel.of(named);
        if (result == null) {
            return Either.left("the token holds a duel without jobs");
        }
        return Either.right(new Repeated(
                new DuelFinding(duel, List.of(), named, result.factor(), named, result), check(result) == check));
    }

    private static Workload named(Workload workload, List<String> clients) {
        if (clients.size() != workload.entities().size()) {
            return workload;
        }
        List<String> left = new ArrayList<>(clients);
        return workload.withEntities(line -> line.withName(left.removeFirst()));
    }
}
