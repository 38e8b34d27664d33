package io.gpusched.limiters;

import com.google.common.util.concurrent.MoreExecutors;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limiter.AbstractPartitionedLimiter;
import com.netflix.concurrency.limits.limiter.BlockingLimiter;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.AdaptiveLimit;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.JobException;
import io.gpusched.application.shared.Permit;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrencyThrottleSupport;

/** The limiters that are compared, each as its own documentation says to use it for several tenants, as far as it knows tenants. */
public enum Limiters {
    GPUSCHED("a ring of gpusched", (limit, tenants) -> new OverEntities(limit, tenants, false)),
    GPUSCHED_ADAPTIVE("a ring, adaptive", (limit, tenants) -> new OverEntities(limit, tenants, true)),
    SEMAPHORE("Semaphore(fair)", (limit, tenants) -> new OverSemaphore(limit)),
    RESILIENCE4J("Resilience4j bulkhead", (limit, tenants) -> new OverBulkhead(limit)),
    CONCURRENCY_LIMITS("concurrency-limits, partitions", (limit, tenants) -> new OverPartitions(limit, tenants, false)),
    CONCURRENCY_LIMITS_AIMD("concurrency-limits, AIMD", (limit, tenants) -> new OverPartitions(limit, tenants, true)),
    SPRING("Spring concurrency throttle", (limit, tenants) -> new OverThrottle(limit)),
    GUAVA("Guava sequential executors", (limit, tenants) -> new OverSequentialExecutors(limit, tenants));

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String title;
    private final Maker maker;

    private interface Maker {
        Limiter make(int limit, int tenants);
    }

    Limiters(String title, Maker maker) {
        this.title = title;
        this.maker = maker;
    }

    String title() {
        return title;
    }

    /** Makes one with a limit for all tenants together. */
    Limiter open(int limit, int tenants) {
        return maker.make(limit, tenants);
    }

    /** Ours: an entity for each tenant. */
    private static final class OverEntities implements Limiter {
        private final SharedDevice device;
        private final List<CallEntity<Runnable, @Nullable Void>> entities = new ArrayList<>();

        OverEntities(int limit, int tenants, boolean adaptive) {
            CallRing<Runnable, @Nullable Void> fixed = Ring.tasks(
                            "backend", task -> Thread.ofVirtual().start(task))
                    .credits(limit);
            CallRing<Runnable, @Nullable Void> ring =
                    adaptive ? fixed.adaptive(AdaptiveLimit.Settings.between(1, 4 * limit)) : fixed;
            device = SharedDevice.owning(ThreadWriter.start("a ring of gpusched", Throwable::printStackTrace))
                    .ring(ring)
                    .drainLimit(Duration.ZERO)
                    .open();
            for (int i = 0; i < tenants; i++) {
                entities.add(device.entity("tenant " + i, ring));
            }
        }

        @Override
        public boolean run(int tenant, Runnable call) throws InterruptedException {
            try (Permit _ = entities.get(tenant).acquire(PATIENCE)) {
                call.run();
                return true;
            } catch (JobException refused) {
                return false;
            }
        }

        @Override
        public void close() {
            device.close();
        }
    }

    private static final class OverSemaphore implements Limiter {
        private final Semaphore semaphore;

        OverSemaphore(int limit) {
            semaphore = new Semaphore(limit, true);
        }

        @Override
        public boolean run(int tenant, Runnable call) throws InterruptedException {
            if (!semaphore.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                call.run();
                return true;
            } finally {
                semaphore.release();
            }
        }

        @Override
        public void close() {}
    }

    private static final class OverBulkhead implements Limiter {
        private final Bulkhead bulkhead;

        OverBulkhead(int limit) {
            bulkhead = Bulkhead.of(
                    "backend",
                    BulkheadConfig.custom()
                            .maxConcurrentCalls(limit)
                            .maxWaitDuration(PATIENCE)
                            .fairCallHandlingStrategyEnabled(true)
                            .build());
        }

        @Override
        public boolean run(int tenant, Runnable call) {
            try {
                bulkhead.executeRunnable(call);
                return true;
            } catch (BulkheadFullException full) {
                return false;
            }
        }

        @Override
        public void close() {}
    }

    /** Partitions guarantee each tenant a part of the limit, and lend what is unused to others. Callers that find no room block. */
    private static final class OverPartitions implements Limiter {
        private final com.netflix.concurrency.limits.Limiter<Integer> limiter;

        private static final class Builder extends AbstractPartitionedLimiter.Builder<Builder, Integer> {
            @Override
            protected Builder self() {
                return this;
            }

            @Override
            public com.netflix.concurrency.limits.Limiter<Integer> build() {
                return new AbstractPartitionedLimiter<Integer>(this) {};
            }
        }

        OverPartitions(int limit, int tenants, boolean adaptive) {
            Builder builder = new Builder()
                    .partitionResolver(tenant -> Integer.toString(tenant))
                    .limit(
                            adaptive
                                    ? AIMDLimit.newBuilder()
                                            .initialLimit(limit)
                                            .minLimit(1)
                                            .maxLimit(4 * limit)
                                            .timeout(50, TimeUnit.MILLISECONDS)
                                            .build()
                                    : FixedLimit.of(limit));
            for (int i = 0; i < tenants; i++) {
                builder.partition(Integer.toString(i), 1.0 / tenants);
            }
            limiter = BlockingLimiter.wrap(builder.build(), PATIENCE);
        }

        @Override
        public boolean run(int tenant, Runnable call) {
            Optional<com.netflix.concurrency.limits.Limiter.Listener> permit = limiter.acquire(tenant);
            if (permit.isEmpty()) {
                return false;
            }
            call.run();
            permit.get().onSuccess();
            return true;
        }

        @Override
        public void close() {}
    }

    private static final class OverThrottle implements Limiter {
        private static final class Throttle extends ConcurrencyThrottleSupport {
            Throttle(int limit) {
                setConcurrencyLimit(limit);
            }

            void enter() {
                beforeAccess();
            }

            void leave() {
                afterAccess();
            }
        }

        private final Throttle throttle;

        OverThrottle(int limit) {
            throttle = new Throttle(limit);
        }

        @Override
        public boolean run(int tenant, Runnable call) {
            throttle.enter();
            try {
                call.run();
                return true;
            } finally {
                throttle.leave();
            }
        }

        @Override
        public void close() {}
    }

    /** A pool as large as the limit, and in front of it an executor for each tenant that runs one task at a time. */
    private static final class OverSequentialExecutors implements Limiter {
        private final ExecutorService pool;
        private final List<Executor> tenants = new ArrayList<>();

        OverSequentialExecutors(int limit, int count) {
            pool = Executors.newFixedThreadPool(limit);
            for (int i = 0; i < count; i++) {
                tenants.add(MoreExecutors.newSequentialExecutor(pool));
            }
        }

        @Override
        public boolean run(int tenant, Runnable call) throws InterruptedException {
            try {
                CompletableFuture.runAsync(call, tenants.get(tenant)).get();
                return true;
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
