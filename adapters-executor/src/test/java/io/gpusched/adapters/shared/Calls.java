package io.gpusched.adapters.shared;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A backend whose calls are over when the test says so. */
final class Calls implements Function<String, CompletionStage<?>> {
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<String>> futures = new ConcurrentSkipListMap<>();

    @Override
    public CompletionStage<?> apply(String payload) {
        CompletableFuture<String> future = new CompletableFuture<>();
        futures.put(payload, future);
        started.add(payload);
        return future;
    }

    /** What was called, in order. */
    List<String> started() {
        return List.copyOf(started);
    }

    CompletableFuture<String> future(String payload) {
        CompletableFuture<String> future = futures.get(payload);
        if (future == null) {
            throw new IllegalStateException(payload + " was not called, but " + started);
        }
        return future;
    }

    void complete(String payload) {
        future(payload).complete("done");
    }
}
