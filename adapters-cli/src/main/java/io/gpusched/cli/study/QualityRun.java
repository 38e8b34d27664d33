package io.gpusched.cli.study;

import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a quality test.
 *
 * @param variant what ran
 * @param clients how its clients fared, in order
 * @param jobs what became of each job
 */
public record QualityRun(Variant variant, List<ClientQuality> clients, List<JobTimes> jobs) {
    private static final long PERIOD_NANOS = 100_000_000;

    public QualityRun {
        clients = List.copyOf(clients);
        jobs = List.copyOf(jobs);
    }

    /** Tells whether a workload is of the kind that is judged here: closed loops that begin at once, one for each entity, and no more. */
    public static boolean isQualityTest(Workload workload) {
        return !workload.steps().isEmpty()
                && workload.steps().size() == workload.entities().size()
                && workload.untilNanos() == Nanos.NEVER
                && workload.steps().stream().allMatch(each -> each.atNanos() == 0 && each.step() instanceof Step.Client)
                && workload.steps().stream()
                                .map(each -> ((Step.Client) each.step()).entity())
                                .distinct()
                                .count()
                        == workload.entities().size();
    }

    /**
     * Runs a variant of such a workload to its end.
     *
     * @param oversleepPercent by how much longer than asked for the pauses of its clients last at most
     * @param seed chooses how long they last
     */
    public static QualityRun of(Variant variant, int oversleepPercent, long seed) {
        JobLog log = new JobLog();
        Simulation.play(Oversleep.of(variant.workload(), oversleepPercent, seed), LinuxBugs.MENDED, log);
        Map<Long, JobTimes> byId = new TreeMap<>();
        log.jobs().forEach(each -> byId.put(each.job(), each));
        List<ClientQuality> clients = new ArrayList<>();
        for (TimedStep timed : variant.workload().steps()) {
            if (timed.step() instanceof Step.Client loop) {
                clients.add(ClientQuality.of(
                        variant.workload().entities().get(loop.entity()).priority(), loop, id -> done(byId, id)));
            }
        }
        return new QualityRun(variant, clients, log.jobs());
    }

    private static JobTimes done(Map<Long, JobTimes> jobs, long id) {
        JobTimes job = jobs.get(id);
        if (job == null || !job.isDone()) {
            throw new IllegalStateException("job " + id + " was not done when nothing was left to do");
        }
        return job;
    }

    /**
     * Returns the average over samples, one each 100 ms, of how many cycles the foremost client is ahead of the hindmost, times 100, rounded up.
     *
     * @kernel avg_max_min_delta(x100)
     */
    long averageDelta() {
        long total = 0;
        int samples = 0;
        boolean done = false;
        for (long now = 0; !done; now += PERIOD_NANOS) {
            int min = Integer.MAX_VALUE;
            int max = 0;
            done = true;
            for (ClientQuality each : clients) {
                int cycle = each.cycleAt(now);
                min = Math.min(min, cycle);
                max = Math.max(max, cycle);
                done &= cycle + 1 >= each.loop().cycles();
            }
            done &= min > 0 || clients.stream().allMatch(each -> each.loop().cycles() == 1);
            total += max - min;
            samples++;
        }
        return (total * 100 + samples - 1) / samples;
    }

    /** Returns how many jobs of an entity waited to be selected after all that happened at a time. */
    long queuedAt(int entity, long nanos) {
        return jobs.stream()
                .filter(each -> each.entity() == entity && each.queuedNanos() <= nanos && each.runNanos() > nanos)
                .count();
    }

    /** Returns how many of a client's jobs were done at a time, in percent. */
    long donePercentAt(int client, long nanos) {
        int entity = clients.get(client).loop().entity();
        long all = jobs.stream().filter(each -> each.entity() == entity).count();
        long done = jobs.stream()
                .filter(each -> each.entity() == entity && each.doneNanos() <= nanos)
                .count();
        return 100 * done / all;
    }

    /** Returns the progress of two clients every 100 ms, as the kernel's test prints it. @kernel pct, cps, qd */
    public List<String> progress() {
        List<String> lines = new ArrayList<>();
        int[] before = new int[clients.size()];
        long end = clients.stream().mapToLong(ClientQuality::doneNanos).max().orElse(0);
        for (long now = 0; now < end; now += PERIOD_NANOS) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                ClientQuality client = clients.get(i);
                int cycle = client.cycleAt(now);
                boolean isDone = client.doneNanos() <= now;
                cells.add(isDone ? " ".repeat(14) : cell(client, cycle, cycle - before[i], now));
                before[i] = cycle;
            }
            lines.add(String.format(Locale.ROOT, "\t+%6dms: %s", now / 1_000_000, String.join("; ", cells))
                    .stripTrailing());
        }
        return lines;
    }

    private String cell(ClientQuality client, int cycle, int cycles, long now) {
        int all = client.loop().cycles();
        return String.format(
                Locale.ROOT,
                "%3d %5d %4d",
                (100 * (1 + cycle) + all - 1) / all,
                cycles * (1_000_000_000 / PERIOD_NANOS),
                queuedAt(client.loop().entity(), now));
    }
}
