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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From submit to finished, live: one or four producers, one consumer, jobs that are over at once. A shared device schedules, accounts and
 * traces; the others carry a task from one thread to another.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms1g", "-Xmx1g", "-Xmn128m"})
public class SubmitBenchmark {
    private static final int JOBS = 1_024;

    @Param
    public Contender contender;

    private Contender.Lanes lanes;

    /** Starts the consumer. */
    @Setup
    public void start() {
        lanes = contender.start();
    }

    /** Ends the consumer. */
    @TearDown
    public void close() {
        lanes.close();
    }

    /** One producer, and what it waits at. */
    @State(Scope.Thread)
    public static class Producer {
        private final Arrival finished = new Arrival();
        private Lane lane;

        /** Enters a lane. */
        @Setup
        public void enter(SubmitBenchmark benchmark) {
            lane = benchmark.lanes.lane();
        }

        void submitMany() {
            for (int i = 1; i < JOBS; i++) {
                lane.submit();
            }
            submitOne();
        }

        void submitOne() {
            lane.submit(finished);
            finished.await();
        }
    }

    /** Jobs a second: submitted by the thousand, the last one waited for. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(JOBS)
    @Threads(1)
    public void jobsOf1(Producer producer) {
        producer.submitMany();
    }

    /** As {@link #jobsOf1}, of four producers together. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(JOBS)
    @Threads(4)
    public void jobsOf4(Producer producer) {
        producer.submitMany();
    }

    /** From the submission of one job until its producer knows of its end. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @Threads(1)
    public void latencyOf1(Producer producer) {
        producer.submitOne();
    }

    /** As {@link #latencyOf1}, with four producers that all wait. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @Threads(4)
    public void latencyOf4(Producer producer) {
        producer.submitOne();
    }
}
