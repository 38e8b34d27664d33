package io.gpusched.examples.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The backend: a renderer that takes its time with each page. It stands for whatever is far away and asked for by everybody. */
final class Renderer implements AutoCloseable {
    private final ScheduledExecutorService farAway = Executors.newSingleThreadScheduledExecutor();
    private final long pageNanos;

    /** Makes a renderer that needs so long for a page. */
    Renderer(Duration page) {
        this.pageNanos = page.toNanos();
    }

    /** Begins to render a text. */
    CompletionStage<String> render(String text) {
        CompletableFuture<String> page = new CompletableFuture<>();
        Future<?> _ =
                farAway.schedule(() -> page.complete("rendered: " + text + "\n"), pageNanos, TimeUnit.NANOSECONDS);
        return page;
    }

    @Override
    public void close() {
        farAway.shutdownNow();
    }
}
