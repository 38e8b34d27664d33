package io.gpusched.application.port;

/**
 * What a timer or a step does, with a name for those who watch. Runs on the writer, as what it stands for does.
 *
 * @param name what it is
 * @param action what it does
 */
public record NamedAction(String name, Runnable action) implements Runnable {
    @Override
    public void run() {
        action.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
