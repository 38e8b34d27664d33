package io.gpusched.adapters.explore;

/** The progress of one exploration: which schedule is next. */
interface Search {
    /** Returns who chooses in the next schedule. */
    Interleaving next();

    /** Notes how that schedule ended. */
    void ended(Outcome outcome);

    /** Tells whether nothing is left to run. */
    boolean isDone();

    /** Tells whether every order was explored, once nothing is left to run. */
    default boolean isExhaustive() {
        return false;
    }

    /** Returns how many different states were met, where there was something to choose. */
    long states();

    /** Returns how many different histories the schedules that were run stand for; 0 if that is not known. */
    default long histories() {
        return 0;
    }

    /** Starts a search. */
    static Search by(Strategy strategy) {
        return switch (strategy) {
            case Strategy.FirstInFirstOut once -> new Repeated(1, number -> Interleaving.FIRST_IN_FIRST_OUT);
            case Strategy.SeededRandom random ->
                new Repeated(Long.MAX_VALUE, number -> new SeededRandom(Mix.step(random.seed(), number)));
            case Strategy.Pct pct -> new PctSearch(pct);
            case Strategy.Exhaustive exhaustive -> new DepthFirst();
        };
    }
}
