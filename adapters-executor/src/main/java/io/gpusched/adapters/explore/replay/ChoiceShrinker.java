package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Outcome;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.search.ChoiceList;
import io.gpusched.adapters.explore.search.DepthFirst;
import io.gpusched.adapters.explore.search.PctSearch;
import io.gpusched.adapters.explore.search.Repeated;
import io.gpusched.adapters.explore.search.Search;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.application.rules.violation.Rule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a list of choices that leads to the breach of a rule to one that is nearer to first-in-first-out and still leads there: in fewer
 * steps, then with fewer choices that are not the first.
 */
final class ChoiceShrinker {
    private static final long SEED = 1;
    private static final int DEPTH = 3;

    private final Runs runs;
    private final Rule rule;
    private int attempts;
    private Outcome best;
    private int[] choices;

    ChoiceShrinker(Runs runs, Outcome first, int attempts) {
        this.runs = runs;
        this.rule = ruleOf(first);
        this.attempts = attempts;
        this.best = first;
        this.choices = first.choices();
    }

    private static Rule ruleOf(Outcome outcome) {
        if (outcome.violation() == null) {
            throw new IllegalArgumentException("nothing went wrong that could be shrunk");
        }
        return outcome.violation().rule();
    }

    /** Returns the best choices that were found. */
    int[] shrink() {
        boolean better = true;
        while (better && attempts > 0) {
            better = attempt(new int[0]);
            better |= drop();
            better |= flatten();
            better |= lower();
        }
        sample();
        return choices;
    }

    private boolean drop() {
        boolean better = false;
        for (int length = Math.max(1, choices.length / 2); length >= 1; length /= 2) {
            for (int from = choices.length - length; from >= 0; from = Math.min(from, choices.length) - length) {
                int[] rest = new int[choices.length - length];
                System.arraycopy(choices, 0, rest, 0, from);
                System.arraycopy(choices, from + length, rest, from, rest.length - from);
                better |= attempt(rest);
            }
        }
        return better;
    }

    private boolean flatten() {
        boolean better = false;
        for (int length = Math.max(1, choices.length / 2); length >= 1; length /= 2) {
            for (int from = 0; from + length <= choices.length; from += length) {
                int[] flat = choices.clone();
                Arrays.fill(flat, from, from + length, 0);
                better |= attempt(flat);
            }
        }
        return better;
    }

    private boolean lower() {
        boolean better = false;
        for (int i = 0; i < choices.length; i++) {
            for (int lower = 1; i < choices.length && lower < choices[i]; lower++) {
                int[] changed = choices.clone();
                changed[i] = lower;
                better |= attempt(changed);
            }
        }
        return better;
    }

    /** Looks for something shorter at random, and by priorities. */
    private void sample() {
        int rest = attempts;
        Search random = Repeated.random(SEED);
        Search priorities = new PctSearch(SEED, DEPTH);
        for (int i = 0; i < rest && best.steps() > 1; i++) {
            accept(runs.run((i % 2 == 0 ? random : priorities).next(), best.steps()));
        }
    }

    private boolean attempt(int[] candidate) {
        if (attempts <= 0 || Arrays.equals(candidate, choices)) {
            return false;
        }
        attempts--;
        return accept(runs.run(new ChoiceList(candidate), best.steps()));
    }

    private boolean accept(Outcome outcome) {
        if (outcome.violation() == null || !outcome.violation().rule().equals(rule) || !isSmaller(outcome)) {
            return false;
        }
        best = outcome;
        choices = Choices.withoutLastZeros(outcome.choices());
        return true;
    }

    private boolean isSmaller(Outcome outcome) {
        if (outcome.steps() != best.steps()) {
            return outcome.steps() < best.steps();
        }
        int[] other = Choices.withoutLastZeros(outcome.choices());
        int byCount = Integer.compare(notFirst(other), notFirst(choices));
        return byCount < 0 || (byCount == 0 && other.length < Choices.withoutLastZeros(choices).length);
    }

    private static int notFirst(int[] list) {
        int count = 0;
        for (int each : list) {
            count += each == 0 ? 0 : 1;
        }
        return count;
    }

    /** Returns the choices of a schedule that breaks a rule, or null if none of those tried does. */
    static @Nullable Outcome find(Runs runs, Rule rule, int[] hint, int tries) {
        Outcome repeated = runs.run(new ChoiceList(hint));
        if (breaks(repeated, rule)) {
            return repeated;
        }
        for (Search search : List.of(Repeated.random(SEED), new PctSearch(SEED, DEPTH), new DepthFirst())) {
            for (int i = 0; i < tries && !search.isDone(); i++) {
                Outcome outcome = runs.run(search.next());
                if (breaks(outcome, rule)) {
                    return outcome;
                }
                search.ended(outcome.isKnown(), outcome.choiceCount());
            }
        }
        return null;
    }

    private static boolean breaks(Outcome outcome, Rule rule) {
        return outcome.violation() != null && outcome.violation().rule().equals(rule);
    }
}
