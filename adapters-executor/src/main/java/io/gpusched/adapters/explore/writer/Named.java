package io.gpusched.adapters.explore.writer;

/**
 * An action with words for people.
 *
 * @param words what it does
 * @param action does it
 */
public record Named(String words, Runnable action) implements Runnable {
    @Override
    public void run() {
        action.run();
    }

    @Override
    public String toString() {
        return words;
    }
}
