package io.gpusched.adapters.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Runs a function on each element of a list in parallel, on as many threads as there are processors. The calls must share no state. */
public final class SideBySide {
    private static final long TELL_EVERY_MILLIS = 100;

    private SideBySide() {}

    /**
     * Returns the results in the order of the elements.
     *
     * @param progress told several times a second, on the calling thread, how many are done
     * @throws IllegalStateException if one of them failed, or if the thread was interrupted; the cause says why
     */
    public static <A, B> List<B> map(List<A> things, Function<A, B> each, LongConsumer progress) {
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<B>> futures = new ArrayList<>();
            things.forEach(thing -> futures.add(pool.submit(() -> each.apply(thing))));
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(get(
                        future,
                        () -> progress.accept(
                                futures.stream().filter(Future::isDone).count())));
            }
            return results;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("one of several runs failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for several runs", interrupted);
        }
    }

    private static <B> B get(Future<B> future, Runnable meanwhile) throws ExecutionException, InterruptedException {
        while (true) {
            meanwhile.run();
            try {
                return future.get(TELL_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // Tell meanwhile, and wait on.
            }
        }
    }
}
