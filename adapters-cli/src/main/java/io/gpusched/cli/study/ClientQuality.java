package io.gpusched.cli.study;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The figures of the kernel's tests for one client in a closed loop. Times are microseconds, unless the name says otherwise.
 *
 * <p>A cycle is some jobs, the wait for the last of them if the client is synchronous, and a pause. Its time counts until the pause; its
 * latency is what is above the work of its jobs. Submitting takes no time here, so the cycles of an asynchronous client take none; the
 * kernel's figures for those are what submitting costs.
 *
 * @param priority its priority
 * @param loop what it does
 * @param endsNanos when each cycle was over, in order
 * @param doneNanos when its last job was done
 * @param cycle the times of its cycles
 * @param latency what of those is above the work of its jobs
 * @param job how long its jobs took from queue to done
 * @kernel struct test_client
 */
record ClientQuality(
        Priority priority,
        Step.Client loop,
        List<Long> endsNanos,
        long doneNanos,
        Spread cycle,
        Spread latency,
        Spread job) {
    public ClientQuality {
        endsNanos = List.copyOf(endsNanos);
    }

    /** The least, the average and the greatest of some times, in whole microseconds. */
    public record Spread(long min, long average, long max) {
        private static Spread of(List<Long> nanos) {
            long sum = 0;
            long min = Long.MAX_VALUE;
            long max = 0;
            for (long each : nanos) {
                sum += each / 1_000;
                min = Math.min(min, each / 1_000);
                max = Math.max(max, each / 1_000);
            }
            return new Spread(min, sum / nanos.size(), max);
        }
    }

    /** Works out how a client fared from its jobs, which were all done. */
    static ClientQuality of(Priority priority, Step.Client loop, LongFunction<JobTimes> jobs) {
        List<Long> ends = new ArrayList<>();
        List<Long> cycles = new ArrayList<>();
        List<Long> latencies = new ArrayList<>();
        List<Long> whole = new ArrayList<>();
        long work = loop.jobs() * loop.jobNanos();
        long done = 0;
        for (int cycle = 0; cycle < loop.cycles(); cycle++) {
            long first = loop.firstJob() + (long) cycle * loop.jobs();
            for (long id = first; id < first + loop.jobs(); id++) {
                whole.add(jobs.apply(id).latencyNanos());
                done = Math.max(done, jobs.apply(id).doneNanos());
            }
            long begin = jobs.apply(first).queuedNanos();
            long end = loop.sync() ? jobs.apply(first + loop.jobs() - 1).doneNanos() : begin;
            ends.add(end);
            cycles.add(end - begin);
            latencies.add(end - begin >= work ? end - begin - work : end - begin);
        }
        return new ClientQuality(priority, loop, ends, done, Spread.of(cycles), Spread.of(latencies), Spread.of(whole));
    }

    /** Returns how long all would have taken had the client been alone, in nanoseconds. */
    public long idealNanos() {
        return loop.cycles() * (loop.jobs() * loop.jobNanos() + loop.waitNanos());
    }

    /** Returns the number of the last cycle that was over at a time, from 0; 0 also if none was. */
    int cycleAt(long nanos) {
        int over = 0;
        while (over < endsNanos.size() && endsNanos.get(over) <= nanos) {
            over++;
        }
        return Math.max(0, over - 1);
    }
}
