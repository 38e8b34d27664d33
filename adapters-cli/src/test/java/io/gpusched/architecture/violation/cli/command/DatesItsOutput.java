package io.gpusched.architecture.violation.cli.command;

import java.time.Instant;

/** A command dates its output. */
public final class DatesItsOutput {
    Instant today() {
        return Instant.now();
    }
}
