package io.gpusched.architecture.violation.domain.sched;

import io.gpusched.architecture.violation.application.port.Clock;

/** The domain asks for the time. */
public record AsksForTheTime(Clock clock) {}
