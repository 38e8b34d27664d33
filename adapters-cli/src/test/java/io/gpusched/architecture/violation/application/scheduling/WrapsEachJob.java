package io.gpusched.architecture.violation.application.scheduling;

import io.vavr.control.Option;

/** A wrapper for each job on the hot path. */
public final class WrapsEachJob {
    Object next(String job) {
        return Option.of(job);
    }
}
