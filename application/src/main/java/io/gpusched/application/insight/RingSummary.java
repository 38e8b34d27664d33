package io.gpusched.application.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The figures of one ring in a run.
 *
 * @param name its name
 * @param done how many jobs ended there without an error
 * @param busyShare the part of the run in which it worked on a job, 0 to 1; one that is left counts until the end of the run
 */
public record RingSummary(String name, int done, double busyShare) {
    /**
     * Summarises a run for each ring.
     *
     * @param jobs what became of each job
     * @param rings the names of the rings, by the ids of their schedulers
     * @param spanNanos how long the run was, in nanoseconds
     */
    public static List<RingSummary> of(List<JobTimes> jobs, List<String> rings, long spanNanos) {
        int[] done = new int[rings.size()];
        long[] busyNanos = new long[rings.size()];
        long[] busyUntil = new long[rings.size()];
        for (JobTimes each : inOrderOfStart(jobs)) {
            int ring = each.scheduler();
            long until = each.busyUntilNanos(spanNanos);
            done[ring] += each.isDone() && each.error() == null ? 1 : 0;
            busyNanos[ring] += Math.max(0, until - Math.max(each.startNanos(), busyUntil[ring]));
            busyUntil[ring] = Math.max(busyUntil[ring], until);
        }
        List<RingSummary> summaries = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            summaries.add(new RingSummary(rings.get(i), done[i], busyNanos[i] / (double) Math.max(spanNanos, 1)));
        }
        return summaries;
    }

    /** Where jobs overlap, the time that they share counts once. */
    private static List<JobTimes> inOrderOfStart(List<JobTimes> jobs) {
        return jobs.stream()
                .filter(JobTimes::hasStarted)
                .sorted(Comparator.comparingLong(JobTimes::startNanos))
                .toList();
    }
}
