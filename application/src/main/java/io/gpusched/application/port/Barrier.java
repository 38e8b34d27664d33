package io.gpusched.application.port;

/**
 * What waits for the items before it. The order of the queue does the rest.
 *
 * @kernel struct wq_barrier
 */
final class Barrier extends Work {
    private final Runnable then;

    Barrier(Runnable then) {
        this.then = then;
    }

    @Override
    public void run() {
        then.run();
    }

    @Override
    public String toString() {
        return "barrier for " + then;
    }
}
