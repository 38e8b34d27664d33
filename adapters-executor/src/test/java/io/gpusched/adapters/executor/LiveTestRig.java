package io.gpusched.adapters.executor;

import io.gpusched.testkit.contract.RejectingRig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A live writer under test. Its waits end when what is waited for has happened; the limit is there for broken writers only. */
public final class LiveTestRig implements RejectingRig {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final LiveWriter writer;
    private final Consumer<Boolean> setRejecting;
    private final Runnable afterEnd;

    private LiveTestRig(
            Function<Consumer<Throwable>, LiveWriter> start, Consumer<Boolean> setRejecting, Runnable afterEnd) {
        this.writer = start.apply(failures::add);
        this.setRejecting = setRejecting;
        this.afterEnd = afterEnd;
    }

    /**
     * Starts a writer.
     *
     * @param start makes the writer, given whom to tell of a failure
     */
    public static LiveTestRig of(Function<Consumer<Throwable>, LiveWriter> start) {
        return of(start, rejecting -> {}, () -> {});
    }

    /**
     * Starts a writer over an executor.
     *
     * @param setRejecting makes the executor reject or accept
     * @param afterEnd ends the executor
     */
    public static LiveTestRig of(
            Function<Consumer<Throwable>, LiveWriter> start, Consumer<Boolean> setRejecting, Runnable afterEnd) {
        return new LiveTestRig(start, setRejecting, afterEnd);
    }

    @Override
    public LiveWriter writer() {
        return writer;
    }

    @Override
    public void runUntil(Future<?> done) {
        try {
            done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The caller looks at it.
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("never done", e);
        }
    }

    @Override
    public void runUntilQuiet() {
        try {
            writer.drain().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("never quiet", e);
        }
    }

    @Override
    public void closeWriter() {
        writer.close();
    }

    @Override
    public void awaitEnd() {
        runUntil(writer.ended().toCompletableFuture());
    }

    /** Waits for the end, and tells how it was. */
    public Ending ending() {
        awaitEnd();
        return writer.ended().toCompletableFuture().join();
    }

    @Override
    public @Nullable Throwable reportedFailure() {
        return failures.isEmpty() ? null : failures.getLast();
    }

    @Override
    public int reportedFailures() {
        return failures.size();
    }

    @Override
    public void reject() {
        setRejecting.accept(true);
    }

    @Override
    public void accept() {
        setRejecting.accept(false);
    }

    @Override
    public void close() {
        writer.close();
        awaitEnd();
        afterEnd.run();
    }
}
