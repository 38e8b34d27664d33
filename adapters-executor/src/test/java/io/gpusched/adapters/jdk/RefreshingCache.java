package io.gpusched.adapters.jdk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An example of code that never heard of this project: a bounded cache whose entries are loaded anew when they have become old.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class RefreshingCache<K, V> {
    private final int limit;
    private final Duration fresh;
    private final Function<? super K, CompletableFuture<V>> loader;
    private final InstantSource clock;
    private final boolean careful;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();
    private long invalidations;

    private record Entry<V>(V value, Instant loaded) {}

    RefreshingCache(
            int limit,
            Duration fresh,
            Function<? super K, CompletableFuture<V>> loader,
            InstantSource clock,
            boolean careful) {
        this.limit = limit;
        this.fresh = fresh;
        this.loader = loader;
        this.clock = clock;
        this.careful = careful;
    }

    CompletableFuture<V> get(K key) {
        Entry<V> known = entries.get(key);
        if (known != null && clock.instant().isBefore(known.loaded.plus(fresh))) {
            return CompletableFuture.completedFuture(known.value);
        }
        long before = invalidations;
        return loader.apply(key).thenApply(value -> {
            // The planted race: a value that was read before the invalidation is kept after it.
            if (!careful || before == invalidations) {
                keep(key, value);
            }
            return value;
        });
    }

    private void keep(K key, V value) {
        entries.remove(key);
        entries.put(key, new Entry<>(value, clock.instant()));
        if (entries.size() > limit) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    void invalidate(K key) {
        invalidations++;
        entries.remove(key);
    }

    int size() {
        return entries.size();
    }
}
