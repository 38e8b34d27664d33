package io.gpusched.architecture.violation.application.insight;

import java.util.concurrent.CompletableFuture;

/** A future where there is no other thread to wait for it. */
public record PromisesAnAnswer(CompletableFuture<String> answer) {}
