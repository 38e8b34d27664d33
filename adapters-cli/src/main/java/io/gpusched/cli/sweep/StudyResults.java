package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.files.scenario.StudyPlan.StopRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study has found so far: for each setting and measure the mean of the replications, and the mean of the differences from the
 * baseline of the same workload, replication by replication. Rows come in the order of replications and settings.
 */
public final class StudyResults {
    private final Study study;
    private final List<List<Estimate.Gathered>> values = new ArrayList<>();
    private final List<List<Estimate.Gathered>> differences = new ArrayList<>();
    private int replications;
    private Study.@Nullable Row baseline;

    /** Nothing found yet. */
    public StudyResults(Study study) {
        this.study = study;
        for (int i = 0; i < study.settings().size(); i++) {
            values.add(gathered());
            differences.add(gathered());
        }
    }

    private List<Estimate.Gathered> gathered() {
        return study.plan().measures().stream()
                .map(each -> new Estimate.Gathered())
                .toList();
    }

    /** Adds the next row. */
    public void add(Study.Row row) {
        SweepSetting setting = study.settings().get(row.setting());
        if (setting.index() == setting.baseline()) {
            baseline = row;
        }
        Study.Row base = baseline;
        for (int i = 0; i < row.values().size(); i++) {
            values.get(row.setting()).get(i).add(row.values().get(i));
            if (base != null) {
                differences
                        .get(row.setting())
                        .get(i)
                        .add(row.values().get(i) - base.values().get(i));
            }
        }
        replications = Math.max(replications, row.replication() + 1);
    }

    /** Returns the study. */
    public Study study() {
        return study;
    }

    /** Returns how many replications there are. */
    public int replications() {
        return replications;
    }

    /** Returns the mean of a measure under a setting. */
    public Estimate value(SweepSetting setting, int measure) {
        return values.get(setting.index()).get(measure).estimate();
    }

    /** Returns the mean difference of a measure from that under the baseline of the same workload. */
    public Estimate difference(SweepSetting setting, int measure) {
        return differences.get(setting.index()).get(measure).estimate();
    }

    /** Returns the widest interval of the measure that the stop rule is about, or of the first: half of it, in percent of the mean. */
    public double widestPercent() {
        @Nullable StopRule rule = study.plan().stop();
        RunMeasure measure = rule == null ? study.plan().measures().getFirst() : rule.measure();
        int index = study.plan().measures().indexOf(measure);
        double widest = 0;
        for (SweepSetting each : study.settings()) {
            Estimate value = value(each, index);
            if (value.count() > 0) {
                double percent = value.halfWidthPercent();
                widest = Double.isNaN(percent) ? Double.POSITIVE_INFINITY : Math.max(widest, percent);
            }
        }
        return widest;
    }

    /** Tells whether the stop rule is met. */
    public boolean isNarrowEnough() {
        @Nullable StopRule rule = study.plan().stop();
        return rule != null && widestPercent() <= rule.halfWidthPercent();
    }
}
