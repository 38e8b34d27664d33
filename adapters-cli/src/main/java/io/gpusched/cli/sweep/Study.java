package io.gpusched.cli.sweep;

import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RunMeasure;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.scenario.StudyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A study that can be played: its plan, its settings, and where its workloads come from.
 *
 * <p>Replication r of a setting plays what is drawn from a seed that depends on the seed of the study and on r, and, with common random
 * numbers, on nothing else: all settings then meet the same jobs, so that their difference varies less than either of them. A shard is some
 * consecutive replications of all settings. It depends on the files and on its number alone, so whoever computes it, and however often,
 * computes the same.
 *
 * @param file the file of the study, as the user named it
 * @param plan what it says
 * @param settings its points, in order
 * @param sources for each workload what is drawn from a seed
 * @param fingerprint sixteen hexadecimal digits that change with the text of any of its files
 */
public record Study(
        String file,
        StudyPlan plan,
        List<SweepSetting> settings,
        List<LongFunction<Workload>> sources,
        String fingerprint) {
    public Study {
        settings = List.copyOf(settings);
        sources = List.copyOf(sources);
    }

    /**
     * What one run was measured to be.
     *
     * @param replication which replication, counted from 0
     * @param setting the number of the setting
     * @param values one for each measure, in order; NaN where there is none
     */
    public record Row(int replication, int setting, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /** Returns the seed of a replication under a setting, not negative. */
    public long seed(int replication, SweepSetting setting) {
        long seed = mixed(mixed(plan.seed()) + replication);
        return (plan.commonRandomNumbers() ? seed : mixed(seed + 1 + setting.index())) & Long.MAX_VALUE;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): neighbouring numbers become unrelated ones. */
    private static long mixed(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Returns what a replication plays under a setting. */
    public Workload workload(int replication, SweepSetting setting) {
        return setting.applyTo(sources.get(setting.source()).apply(seed(replication, setting)));
    }

    /** Returns how many shards hold so many replications. */
    public int shards(int replications) {
        int inShard = plan.effort().inShard();
        return (replications + inShard - 1) / inShard;
    }

    /** Plays the replications of a shard and returns what was measured, in the order of replications and settings. */
    public List<Row> play(int shard) {
        List<Row> rows = new ArrayList<>();
        int first = shard * plan.effort().inShard();
        int end = Math.min(first + plan.effort().inShard(), plan.effort().atMost());
        for (int replication = first; replication < end; replication++) {
            rows.addAll(replication(replication, settings));
        }
        return rows;
    }

    /** Plays one replication of some settings, which are in order. */
    public List<Row> replication(int replication, List<SweepSetting> some) {
        List<Row> rows = new ArrayList<>();
        int drawnOf = -1;
        long drawnFrom = 0;
        Workload drawn = null;
        for (SweepSetting setting : some) {
            long seed = seed(replication, setting);
            if (drawn == null || drawnOf != setting.source() || drawnFrom != seed) {
                drawn = sources.get(setting.source()).apply(seed);
                drawnOf = setting.source();
                drawnFrom = seed;
            }
            rows.add(new Row(replication, setting.index(), measured(setting.applyTo(drawn))));
        }
        return rows;
    }

    /** Plays a workload and measures it. */
    private List<Double> measured(Workload workload) {
        JobLog log = new JobLog(workload::overlaps);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        List<JobTimes> jobs = log.jobs();
        List<String> clients = workload.clients();
        long endNanos = workload.endNanos(log.endNanos());
        List<Double> values = new ArrayList<>();
        for (RunMeasure each : plan.measures()) {
            values.add(each.of(jobs, clients, plan.warmUpNanos(), endNanos));
        }
        return values;
    }
}
