package io.gpusched.application.insight;

/**
 * A point in a history. Much happens at the same time; the number of the event tells what was before what.
 *
 * @param number the number of the event, from 1; 0 before the first
 * @param nanos when it happened
 */
record Moment(long number, long nanos) {
    /** Returns the moment of the event after this one. */
    Moment next(long atNanos) {
        return new Moment(number + 1, atNanos);
    }

    boolean isAfter(Moment other) {
        return number > other.number;
    }
}
