package io.gpusched.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one job costs from push to free, by the number of entities that have jobs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms1g", "-Xmx1g", "-Xmn128m"})
public class EntitiesBenchmark {
    private static final int JOBS = 8_192;

    @Param({"rr", "fifo", "fair"})
    public PolicyName policy;

    @Param({"1", "64", "4096"})
    public int entities;

    @Param({"ONE", "THREE"})
    public Loaded ports;

    private Pipeline pipeline;

    /** Fills the pipeline. */
    @Setup
    public void fill() {
        pipeline = ports.pipeline(policy.policy(), entities, 0);
    }

    /** One operation is one job. */
    @Benchmark
    @OperationsPerInvocation(JOBS)
    public long pushToFree() {
        return pipeline.run(JOBS);
    }
}
