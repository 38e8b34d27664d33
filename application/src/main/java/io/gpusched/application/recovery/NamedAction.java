package io.gpusched.application.recovery;

/**
 * What a timer does, with a name for those who watch the timers.
 *
 * @param name what it is
 * @param action what it does
 */
record NamedAction(String name, Runnable action) implements Runnable {
    @Override
    public void run() {
        action.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
