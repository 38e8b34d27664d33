package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one client in a run.
 *
 * @param name whose entities these are
 * @param entities how many entities it has
 * @param jobs how many jobs it submitted
 * @param done how many ended without an error
 * @param failed how many ended with an error
 * @param left how many had not ended when the run did
 * @param queued how long its jobs were in the queues of its entities, before they were given to the hardware
 * @param onRing how long they were with the hardware behind other jobs
 * @param running how long the ring worked on them
 * @param waiting from queued to start: queued and on the ring together
 * @param latency from queued to done: waiting and running together
 * @param gpuShare the part of the run in which its jobs were running on a ring, 0 to 1 for one ring; a job that is left counts until the end
 *     of the run
 * @param jobsPerSecond jobs done for each second of the run
 */
public record ClientSummary(
        String name,
        int entities,
        int jobs,
        int done,
        int failed,
        int left,
        Distribution queued,
        Distribution onRing,
        Distribution running,
        Distribution waiting,
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
                .map(each -> of(
                        each.getKey(),
                        Collections.frequency(clientOfEntity, each.getKey()),
                        each.getValue(),
                        spanNanos))
                .toList();
    }

    /** The times are those of all jobs that a ring was done with, also of those that it ended with an error. */
    private static ClientSummary of(String name, int entities, List<JobTimes> jobs, long spanNanos) {
        List<JobTimes> ran = jobs.stream().filter(JobTimes::isDone).toList();
        int done = (int) jobs.stream().filter(JobTimes::isWell).count();
        Distribution running = Distribution.of(ran.stream().mapToLong(JobTimes::runningNanos));
        double span = Math.max(spanNanos, 1);
        long busyNanos = jobs.stream()
                .filter(JobTimes::hasStarted)
                .mapToLong(each -> each.busyUntilNanos(spanNanos) - each.startNanos())
                .sum();
        return new ClientSummary(
                name,
                entities,
                jobs.size(),
                done,
                (int) jobs.stream().filter(each -> each.error() != null).count(),
                (int) jobs.stream().filter(each -> !each.isFinished()).count(),
                Distribution.of(ran.stream().mapToLong(JobTimes::queuedForNanos)),
                Distribution.of(ran.stream().mapToLong(JobTimes::onRingNanos)),
                running,
                Distribution.of(ran.stream().mapToLong(JobTimes::waitNanos)),
                Distribution.of(ran.stream().mapToLong(JobTimes::latencyNanos)),
                busyNanos / span,
                done * 1e9 / span);
    }
}
