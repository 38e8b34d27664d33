package io.gpusched.architecture.violation.cli.command;

import io.gpusched.architecture.violation.application.port.Clock;

/** A command asks what only the writer may ask. */
public final class ReadsTheClock {
    long now(Clock clock) {
        return clock.nanos();
    }
}
