package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one client fared.
 *
 * @param name whose entities these are
 * @param queued how many jobs it submitted
 * @param done how many the hardware was done with
 * @param failed how many ended with an error
 * @param unfinished how many had not ended when the run did
 * @param softwareWait from queue to run
 * @param hardwareWait from run to start on the ring
 * @param execution from start to done
 * @param latency from queue to done
 * @param gpuShare the part of the run in which its jobs kept a ring busy, 0 to 1 for one ring; a job that did not end counts until the end
 *     of the run
 * @param jobsPerSecond jobs done for each second of the run
 */
public record ClientSummary(
        String name,
        int queued,
        int done,
        int failed,
        int unfinished,
        Distribution softwareWait,
        Distribution hardwareWait,
        Distribution execution,
        Distribution latency,
        double gpuShare,
        double jobsPerSecond) {

    /**
     * Summarises a run for each client, in the order of their first entities.
     *
     * @param jobs what became of each job
     * @param clientOfEntity the name of the client of each entity, by id; entities of one name are one client
     * @param spanNanos how long the run was, in nanoseconds
     */
    public static List<ClientSummary> of(List<JobTimes> jobs, List<String> clientOfEntity, long spanNanos) {
        Map<String, List<JobTimes>> byClient = new LinkedHashMap<>();
        clientOfEntity.forEach(name -> byClient.computeIfAbsent(name, each -> new ArrayList<>()));
        for (JobTimes each : jobs) {
            byClient.computeIfAbsent(clientOfEntity.get(each.entity()), name -> new ArrayList<>())
                    .add(each);
        }
        return byClient.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue(), spanNanos))
                .toList();
    }

    private static ClientSummary of(String name, List<JobTimes> jobs, long spanNanos) {
        List<JobTimes> done = jobs.stream().filter(JobTimes::isDone).toList();
        Distribution execution = Distribution.of(done.stream().mapToLong(JobTimes::executionNanos));
        double span = Math.max(spanNanos, 1);
        long busyNanos = jobs.stream()
                .filter(JobTimes::hasStarted)
                .mapToLong(each -> each.busyUntilNanos(spanNanos) - each.startNanos())
                .sum();
        return new ClientSummary(
                name,
                jobs.size(),
                done.size(),
                (int) jobs.stream().filter(each -> each.error() != null).count(),
                (int) jobs.stream().filter(each -> !each.isFinished()).count(),
                Distribution.of(done.stream().mapToLong(JobTimes::softwareWaitNanos)),
                Distribution.of(done.stream().mapToLong(JobTimes::hardwareWaitNanos)),
                execution,
                Distribution.of(done.stream().mapToLong(JobTimes::latencyNanos)),
                busyNanos / span,
                done.size() * 1e9 / span);
    }
}
