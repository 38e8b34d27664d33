package io.gpusched.architecture.violation.application.shared;

import java.util.concurrent.CompletableFuture;

/** Breaks nothing: here futures are allowed. */
public record PromisesATicket(CompletableFuture<String> ticket) {}
