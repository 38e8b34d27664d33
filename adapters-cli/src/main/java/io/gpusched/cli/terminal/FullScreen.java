package io.gpusched.cli.terminal;

import io.gpusched.views.text.Ink;
import java.util.List;

/** A terminal that a program has for itself until it closes it: text is drawn all over it, keys are read one by one. */
public interface FullScreen extends AutoCloseable {
    /** What {@link #read} returns when there will be no more keys. */
    int END = -1;

    /** What {@link #read} returns when there was no key in time. */
    int NO_KEY = -2;

    /** Returns how many characters fit into a line. */
    int columns();

    /** Returns how many lines fit. */
    int rows();

    /** Shows lines, which may hold {@link Ink}, instead of those shown before. */
    void draw(List<String> lines);

    /**
     * Waits for a character from the keyboard.
     *
     * @param millis how long at most
     * @return the character, {@link #END} or {@link #NO_KEY}
     */
    int read(long millis);

    /** Gives the terminal back as it was. */
    @Override
    void close();
}
