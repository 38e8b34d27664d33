package io.gpusched.views.export;

import java.io.IOException;
import java.util.List;

/**
 * A file of any form in which tracks are drawn. Times are nanoseconds from the start of the run; what is drawn may come in any order of
 * time, but what begins at the same time on one track comes in the order in which it is to be seen. Used by one thread.
 */
interface Tracks {
    /** Begins a group of tracks and returns its number. */
    int process(String name);

    /**
     * Begins a track on which slices lie one after another, and returns its number.
     *
     * @param order its place among the tracks of the process
     */
    int track(int process, String name, int order);

    /**
     * Begins a track of a number that changes, and returns its number.
     *
     * @param owner what it belongs to; no two counters of a process have the same
     * @param name what is counted
     */
    int counter(int process, String owner, String name);

    /** Draws a slice; none but marks of no length at its ends may overlap it on its track. */
    void slice(int track, Slice slice);

    /** Draws a slice with its parts under it; others may lie there at the same time. */
    void life(int track, Slice whole, List<Slice> parts);

    /** Draws a mark over all tracks of a process. */
    void mark(int process, String name, long nanos);

    /** Sets a number from a time on. */
    void count(int counter, long nanos, double value);

    /** Ends the file; nothing is drawn after that. */
    void complete() throws IOException;

    /**
     * Something that takes a time.
     *
     * @param name what is written on it; those of one name have one colour
     * @param details what a click on it shows
     * @param in the numbers of the arrows that end here
     * @param out the numbers of the arrows that begin here
     */
    record Slice(String name, long fromNanos, long toNanos, List<Detail> details, List<Arrow> in, List<Arrow> out) {
        public Slice {
            details = List.copyOf(details);
            in = List.copyOf(in);
            out = List.copyOf(out);
        }

        Slice(String name, long fromNanos, long toNanos, List<Detail> details) {
            this(name, fromNanos, toNanos, details, List.of(), List.of());
        }
    }

    /**
     * An arrow between two slices.
     *
     * @param id its number, which no other has
     * @param kind what it says
     */
    record Arrow(long id, String kind) {}

    /** A fact: a name, and a text or a whole number. */
    record Detail(String name, Object value) {
        public Detail {
            if (!(value instanceof String || value instanceof Long)) {
                throw new IllegalArgumentException("a fact is a text or a whole number, not " + value.getClass());
            }
        }
    }
}
