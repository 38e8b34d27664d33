package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.search.DepthFirstSearch;
import io.gpusched.adapters.explore.search.IndependentSearch;
import io.gpusched.adapters.explore.search.PctSearch;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.adapters.explore.search.Search;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.application.rules.violation.Rule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shrinks the choices of a schedule that breaks a rule, while another schedule still breaks the same rule.
 *
 * <p><b>What is smaller.</b> Fewer steps first; then fewer choices other than the first alternative, because each of those is a place
 * where the reader must ask why; then a shorter list.
 *
 * <p><b>How it goes.</b> As in delta debugging, in rounds until a round changes nothing or the attempts run out: try no choices at all; drop
 * pieces, from half the list down to one choice; set pieces to the first alternative; lower single choices. A candidate need not fit: {@link
 * RecordedInterleaving} replaces what does not exist, and the choices that were really made are what is kept. A candidate may take
 * no more steps than the best schedule so far, so bad ones end early.
 *
 * <p>Rounds stop in a local minimum. So the attempts that remain run random schedules of fewer steps: a short way that differs from the
 * found one everywhere is out of reach of any small change.
 *
 * <p><b>Why it ends.</b> Each attempt counts, and a candidate is accepted only if it is smaller in a well-founded order. With the same input
 * it always finds the same choices: its random schedules have a fixed seed.
 */
final class ChoiceShrinker {
    private static final long SEED = 1;
    private static final int DEPTH = 3;

    private final Runs runs;
    private final Rule rule;
    private int attempts;
    private ScheduleOutcome best;
    private int[] choices;

    ChoiceShrinker(Runs runs, ScheduleOutcome first, int attempts) {
        this.runs = runs;
        this.rule = ruleOf(first);
        this.attempts = attempts;
        this.best = first;
        this.choices = first.choices();
    }

    private static Rule ruleOf(ScheduleOutcome outcome) {
        if (outcome.violation() == null) {
            throw new IllegalArgumentException("the schedule to shrink breaks no rule");
        }
        return outcome.violation().rule();
    }

    /** Returns the smallest choices that were found. */
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

    /** Tries shorter schedules that are random or go by random priorities. */
    private void sample() {
        int rest = attempts;
        Search random = IndependentSearch.random(SEED);
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
        return accept(runs.run(new RecordedInterleaving(candidate), best.steps()));
    }

    private boolean accept(ScheduleOutcome outcome) {
        if (!outcome.breaks(rule) || !isSmaller(outcome)) {
            return false;
        }
        best = outcome;
        choices = Choices.withoutLastZeros(outcome.choices());
        return true;
    }

    private boolean isSmaller(ScheduleOutcome outcome) {
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

    /**
     * Finds a schedule that breaks a rule.
     *
     * @param hint choices to try first
     * @param tries how many schedules to try with each strategy
     * @return null if no schedule was found
     */
    static @Nullable ScheduleOutcome find(Runs runs, Rule rule, int[] hint, int tries) {
        ScheduleOutcome repeated = runs.run(new RecordedInterleaving(hint));
        if (repeated.breaks(rule)) {
            return repeated;
        }
        for (Search search :
                List.of(IndependentSearch.random(SEED), new PctSearch(SEED, DEPTH), new DepthFirstSearch())) {
            for (int i = 0; i < tries && !search.isDone(); i++) {
                ScheduleOutcome outcome = runs.run(search.next());
                if (outcome.breaks(rule)) {
                    return outcome;
                }
                search.ended(outcome.isKnown(), outcome.choiceCount());
            }
        }
        return null;
    }
}
