package io.gpusched.adapters.explore.order;

/** One thing that could happen next. Read on the writer, while a choice is made. */
public interface Option {
    /** What sort of thing. */
    enum Kind {
        /** A work item begins to run. */
        WORK("work"),
        /** A timer of the scheduler's fires. */
        TIMER("timer"),
        /** The hardware does something of its own, such as completing a job. */
        HARDWARE("hardware"),
        /** Somebody outside does something: a client, a driver, an operator. */
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

    /** Returns who would do it, for people: the work item, the ring, the client. */
    String label();

    /** Returns a small number for who would do it; the same all through one schedule, and in schedules with the same beginning. */
    int actor();

    /** Tells whether it was begun and suspended, and would go on. Only where items overlap. */
    boolean isUnderWay();
}
