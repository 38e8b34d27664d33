package io.gpusched.adapters.explore.order;

/** One thing that could happen next. Valid while a choice is made. Writer only. */
public interface Alternative {
    /** What sort of thing it is. */
    enum Kind {
        /** A work item begins to run. */
        WORK("work"),
        /** A timer of the scheduler fires. */
        TIMER("timer"),
        /** The hardware does something by itself, such as completing a job. */
        HARDWARE("hardware"),
        /** Somebody outside the device does something: a client, a driver, an operator. */
        CLIENT("client");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the word for people. */
        public String word() {
            return word;
        }
    }

    /** Returns what sort of thing it is. */
    Kind kind();

    /** Returns who would act, for people: the work item, the ring, the client. */
    String label();

    /**
     * Returns a small number for who would act. An actor has the same number all through one schedule, and in other schedules with the same
     * beginning.
     */
    int actor();

    /** Tells whether it was suspended and would go on. Possible only where items overlap. */
    boolean isUnderWay();
}
