package io.gpusched.adapters.explore.writer;

/**
 * An action with a name for people.
 *
 * @param words what it does
 * @param action does it
 */
public record NamedAction(String words, Runnable action) implements Runnable {
    @Override
    public void run() {
        action.run();
    }

    @Override
    public String toString() {
        return words;
    }
}
