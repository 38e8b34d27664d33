package io.gpusched.architecture.violation.application.insight;

import java.util.concurrent.atomic.AtomicLong;

/** Statistics expect other threads. */
public record CountsAtomically(AtomicLong jobs) {}
