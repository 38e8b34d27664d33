package io.gpusched.cli.study;

import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobTimes;
import java.util.List;

/**
 * The three figures of some jobs by which a prediction is measured.
 *
 * @param jobsPerSecond how many were done for each second from the first queueing to the last end
 * @param latencyP50Nanos the median from queued to done
 * @param latencyP99Nanos the 99th percentile of that
 */
record ClientFigures(double jobsPerSecond, long latencyP50Nanos, long latencyP99Nanos) {
    /** Sums jobs up; those that were not done do not count. */
    static ClientFigures of(List<JobTimes> jobs) {
        List<JobTimes> done = jobs.stream().filter(JobTimes::isDone).toList();
        long first = done.stream().mapToLong(JobTimes::queuedNanos).min().orElse(0);
        long last = done.stream().mapToLong(JobTimes::doneNanos).max().orElse(0);
        Distribution waits = Distribution.of(done.stream().mapToLong(JobTimes::latencyNanos));
        return new ClientFigures(done.size() * 1e9 / Math.max(1, last - first), waits.p50(), waits.p99());
    }
}
