package io.gpusched.architecture.violation.domain.sched;

/** The domain talks to other threads. */
public final class PublishesAFlag {
    volatile boolean stopped;
}
