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

    /**
     * A page to be rendered.
     *
     * @param answer where it goes; a job has no result of its own
     */
    record Page(String text, CompletableFuture<String> answer) {}

    /** Begins to render a page. */
    CompletionStage<?> render(Page page) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Future<?> _ = farAway.schedule(
                () -> {
                    page.answer().complete("rendered: " + page.text() + "\n");
                    done.complete("done");
                },
                pageNanos,
                TimeUnit.NANOSECONDS);
        return done;
    }

    @Override
    public void close() {
        farAway.shutdownNow();
    }
}
