package io.gpusched.application.insight;

import java.util.List;

/**
 * The figures of a run that can be compared with those of other runs.
 *
 * @param clients how each client fared, in the order of their first entities
 * @param fairness Jain's index of the clients' GPU time, those without jobs left out: 1 if all had the same, 1/n if one had it all
 * @param longestLatencyNanos the longest time of a job from queued to done; for one that was not done, until the run ended
 * @param longestLatencyOf whose job that was; empty if there were no jobs
 */
public record RunOutcome(
        List<ClientSummary> clients, double fairness, long longestLatencyNanos, String longestLatencyOf) {
    public RunOutcome {
        clients = List.copyOf(clients);
    }

    /**
     * Sums a run up.
     *
     * @param jobs what became of each job
     * @param clientOfEntity the name of the client of each entity, by id; entities of one name are one client
     * @param spanNanos how long the run was, in nanoseconds
     */
    public static RunOutcome of(List<JobTimes> jobs, List<String> clientOfEntity, long spanNanos) {
        List<ClientSummary> clients = ClientSummary.of(jobs, clientOfEntity, spanNanos);
        long longest = 0;
        String whose = "";
        for (JobTimes job : jobs) {
            long latency = latencyNanos(job, spanNanos);
            if (whose.isEmpty() || latency > longest) {
                longest = latency;
                whose = clientOfEntity.get(job.entity());
            }
        }
        double[] used = clients.stream()
                .filter(each -> each.jobs() > 0)
                .mapToDouble(ClientSummary::gpuShare)
                .toArray();
        return new RunOutcome(clients, jain(used), longest, whose);
    }

    private static long latencyNanos(JobTimes job, long spanNanos) {
        long end = job.isDone() ? job.doneNanos() : job.isFinished() ? job.finishedNanos() : spanNanos;
        return Math.max(0, end - job.queuedNanos());
    }

    /** Returns Jain's index of fairness: the square of the sum over n times the sum of the squares; 1 if there is nothing to share. */
    static double jain(double... used) {
        double sum = 0;
        double squares = 0;
        for (double each : used) {
            sum += each;
            squares += each * each;
        }
        return squares == 0 ? 1 : sum * sum / (used.length * squares);
    }
}
