package io.gpusched.architecture.violation.domain.sched;

/** The domain has a thread. */
public final class StartsAThread {
    void start() {
        new Thread(this::start).start();
    }
}
