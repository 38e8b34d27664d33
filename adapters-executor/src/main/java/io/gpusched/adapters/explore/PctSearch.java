package io.gpusched.adapters.explore;

/** Schedules by priority. The change points are spread over as many steps as the longest schedule so far has taken. */
final class PctSearch implements Search {
    private static final int FIRST_GUESS = 20;

    private final Strategy.Pct settings;
    private int longest = FIRST_GUESS;
    private final CountedStates.Seen seen = new CountedStates.Seen();
    private long number;

    PctSearch(Strategy.Pct settings) {
        this.settings = settings;
    }

    @Override
    public Interleaving next() {
        Interleaving priorities = new Priorities(Mix.step(settings.seed(), number++), settings.depth(), longest);
        return new CountedStates(priorities, seen);
    }

    @Override
    public void ended(Outcome outcome) {
        longest = Math.max(longest, outcome.choiceCount());
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public long states() {
        return seen.states();
    }
}
