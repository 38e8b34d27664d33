package io.gpusched.cli.experiment;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.liveness.Lasso;
import io.gpusched.adapters.explore.liveness.Promise;
import io.gpusched.adapters.explore.liveness.Rivals;
import io.gpusched.adapters.explore.liveness.Round;
import io.gpusched.adapters.explore.liveness.WaitBound;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.application.event.Labels;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule on which something that must happen does not, and the word that repeats it.
 *
 * @param lasso the way in and one round
 * @param token repeats it; empty if the workload is too large for a token
 */
public record LassoFinding(Lasso lasso, Optional<String> token) {
    /** Begins the line of a case that says which steps repeat for ever. */
    static final String FOREVER = "# forever ";

    private static final String SERVED = "served ";
    private static final int MOST_STEPS = 200_000;

    /** Makes the finding of a workload. */
    static LassoFinding of(Workload workload, Guarantees guarantees, Lasso lasso) {
        return new LassoFinding(
                lasso,
                NearestCase.text(workload)
                        .map(text -> ReplayToken.of(
                                        new ReplayToken.Subject.Case(FOREVER + numbers(lasso.loop()) + "\n" + text),
                                        guarantees,
                                        lasso.finding())
                                .text())
                        .filter(token -> token.length() <= ReplayToken.MOST_CHARACTERS));
    }

    /** Makes the finding of clients without end. */
    static LassoFinding of(Rivals rivals, Lasso lasso) {
        String name = SERVED + rivals.policy().label() + " " + Labels.of(rivals.others()) + " " + rivals.credits() + " "
                + numbers(lasso.loop());
        return new LassoFinding(
                lasso,
                Optional.of(ReplayToken.of(new ReplayToken.Subject.Named(name), WaitBound.GUARANTEES, lasso.finding())
                        .text()));
    }

    private static String numbers(Lasso.Loop loop) {
        return loop.from() + " " + loop.length();
    }

    /** Repeats the schedule of a token's case; nothing if the case does not say which steps repeat. */
    static Optional<Either<String, Repetition>> ofCase(ReplayToken token, Workload workload, String text) {
        return text.lines()
                .findFirst()
                .filter(first -> first.startsWith(FOREVER))
                .map(first -> loop(first.substring(FOREVER.length()).split(" ", -1), 0)
                        .map(loop ->
                                repeat(WorkloadExploration.scenario(workload), token, Promise.EVERY_JOB_ENDS, loop)));
    }

    /** Repeats the schedule of a token about clients without end; nothing if it is about something else. */
    static Optional<Either<String, Repetition>> ofName(ReplayToken token, String name) {
        if (!name.startsWith(SERVED)) {
            return Optional.empty();
        }
        String[] words = name.substring(SERVED.length()).split(" ", -1);
        @Nullable Policy policy = Policies.of(words[0]);
        Optional<Rivals.Others> others = words.length < 3 ? Optional.empty() : others(words[1]);
        if (policy == null || others.isEmpty() || !words[2].matches("[1-4]")) {
            return Optional.of(Either.left("the token is about clients that this version does not know"));
        }
        Rivals rivals = new Rivals(policy, others.get(), Integer.parseInt(words[2]));
        return Optional.of(loop(words, 3).map(loop -> repeat(rivals, token, Promise.FIRST_IS_SERVED, loop)));
    }

    private static Optional<Rivals.Others> others(String word) {
        for (Rivals.Others each : Rivals.Others.values()) {
            if (Labels.of(each).equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Either<String, Lasso.Loop> loop(String[] words, int at) {
        boolean fits = words.length == at + 2 && words[at].matches("\\d{1,6}") && words[at + 1].matches("\\d{1,6}");
        return fits
                ? Either.right(new Lasso.Loop(Integer.parseInt(words[at]), Integer.parseInt(words[at + 1])))
                : Either.left("the token does not say which steps repeat for ever");
    }

    private static Repetition repeat(Scenario scenario, ReplayToken token, Promise promise, Lasso.Loop loop) {
        ScheduleHistory history = new ScheduleHistory();
        int[] choices = token.choices().stream().mapToInt(Integer::intValue).toArray();
        try (Runs runs = Runs.unchecked(scenario, token.guarantees(), MOST_STEPS)) {
            @Nullable Lasso lasso = Round.of(runs, promise, loop, new RecordedInterleaving(choices), history);
            List<String> lines = ScheduleHistory.lines(history.steps());
            return lasso == null
                    ? new Repetition(lines, Optional.empty(), "", false, Optional.empty())
                    : new Repetition(
                            lines,
                            Optional.of(promise.rule().id()),
                            lasso.finding().violation().toString(),
                            lasso.finding().check() == token.check(),
                            Optional.empty());
        }
    }
}
