package io.gpusched.architecture.violation.application.shared;

import java.util.concurrent.atomic.AtomicInteger;

/** Breaks nothing: here atomic variables are allowed. */
public record CountsWhatWaits(AtomicInteger jobs) {}
