package io.gpusched.limiters;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one uncontended call of nothing costs through each limiter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimiterBenchmark {
    /** Which limiter. */
    @Param
    private Limiters limiter;

    private Limiter open;

    /** Opens the limiter. */
    @Setup
    public void open() {
        open = limiter.open(4, 10);
    }

    /** Closes the limiter. */
    @TearDown
    public void close() {
        open.close();
    }

    /** Makes one call. */
    @Benchmark
    public boolean call() throws InterruptedException {
        return open.run(0, () -> {});
    }
}
