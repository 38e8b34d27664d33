package io.gpusched.limiters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * One tenant with many callers that never pause, and nine light ones with one caller each that pauses between two calls. A call sleeps, as one to
 * a remote backend does. The backend has room for as many calls as the limit says; beyond that, all calls take longer in proportion.
 *
 * @param limit how many calls may run at once
 * @param heavyCallers how many callers the heavy tenant has
 * @param call how long a call takes
 * @param pause how long a light caller pauses between two calls
 * @param duration how long the load lasts, after as long again to warm up
 */
record Load(int limit, int heavyCallers, Duration call, Duration pause, Duration duration) {
    static final int LIGHT = 9;

    /**
     * What became of a load.
     *
     * @param lightP50 half of the light tenants' calls took at most this, from the request to the answer, in nanoseconds
     * @param lightP99 99 of 100 took at most this
     * @param lightCalls how many calls of the light tenants ended
     * @param overshoot by how much more calls ran at once than the limit allows
     * @param calls how many calls ended, of all tenants
     * @param refused how many were refused
     */
    record Outcome(long lightP50, long lightP99, long lightCalls, int overshoot, long calls, long refused) {}

    Outcome run(Limiter limiter) throws InterruptedException {
        run(limiter, new Counts());
        Counts counts = new Counts();
        run(limiter, counts);
        long[] waits = counts.sorted();
        return new Outcome(
                at(waits, 0.5),
                at(waits, 0.99),
                waits.length,
                Math.max(0, counts.most.get() - limit),
                counts.calls.sum(),
                counts.refused.sum());
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    private static final class Counts {
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final LongAdder calls = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final List<List<Long>> light = new ArrayList<>();

        long[] sorted() {
            long[] all = light.stream()
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue)
                    .toArray();
            Arrays.sort(all);
            return all;
        }
    }

    private void run(Limiter limiter, Counts counts) throws InterruptedException {
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicLong began = new AtomicLong(System.nanoTime());
        List<Thread> callers = new ArrayList<>();
        Runnable work = () -> {
            int running = counts.running.incrementAndGet();
            counts.most.accumulateAndGet(running, Math::max);
            LockSupport.parkNanos(call.toNanos() * Math.max(limit, running) / limit);
            counts.running.decrementAndGet();
        };
        for (int i = 0; i < heavyCallers; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                while (going.get()) {
                    once(limiter, 0, work, counts);
                }
            }));
        }
        for (int i = 1; i <= LIGHT; i++) {
            int tenant = i;
            List<Long> latencies = new ArrayList<>();
            counts.light.add(latencies);
            callers.add(Thread.ofVirtual().start(() -> {
                while (going.get()) {
                    LockSupport.parkNanos(pause.toNanos());
                    long before = System.nanoTime();
                    if (going.get() && once(limiter, tenant, work, counts) && going.get()) {
                        latencies.add(System.nanoTime() - before);
                    }
                }
            }));
        }
        Thread.sleep(duration.minusNanos(System.nanoTime() - began.get()));
        going.set(false);
        for (Thread each : callers) {
            each.join();
        }
    }

    private static boolean once(Limiter limiter, int tenant, Runnable work, Counts counts) {
        try {
            if (limiter.run(tenant, work)) {
                counts.calls.increment();
                return true;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        counts.refused.increment();
        return false;
    }

    /** Returns how many calls the light tenants would make if they never waited. */
    double lightDemand() {
        return LIGHT * (double) duration.toNanos() / (call.toNanos() + pause.toNanos());
    }
}
