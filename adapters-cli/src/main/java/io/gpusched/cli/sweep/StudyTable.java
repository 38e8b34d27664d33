package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.views.text.Prose;
import io.gpusched.views.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of a study as text: a table for each workload, for a terminal or in Markdown. */
public final class StudyTable {
    private static final String EQUAL_REPLICATIONS = "nothing in it is left to chance";
    private final StudyResults results;
    private final Study study;

    private final List<SweepSetting> settings;

    /** Makes the table of some results. */
    public StudyTable(StudyResults results) {
        this(results, results.study().settings());
    }

    /** Makes the table of some settings. */
    public StudyTable(StudyResults results, List<SweepSetting> settings) {
        this.results = results;
        this.study = results.study();
        this.settings = List.copyOf(settings);
    }

    /**
     * Returns the tables for a terminal.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(int screen) {
        List<String> lines = new ArrayList<>();
        for (int source : sources()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(title(source));
            lines.addAll(table(source).lines(screen));
        }
        lines.add("");
        lines.addAll(Prose.lines("", legend(), screen));
        return lines;
    }

    /** Returns the tables in Markdown. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (int source : sources()) {
            lines.add("### " + title(source));
            lines.add("");
            addMarkdown(source, lines);
            lines.add("");
        }
        lines.add(legend());
        return lines;
    }

    private void addMarkdown(int source, List<String> lines) {
        StringBuilder head = new StringBuilder("| setting |");
        StringBuilder rule = new StringBuilder("|---|");
        for (int measure : measuresOf(source)) {
            head.append(' ').append(heading(measure)).append(" |");
            rule.append("---:|");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        for (SweepSetting each : settingsOf(source)) {
            StringBuilder row = new StringBuilder("| " + each.name() + " |");
            for (int measure : measuresOf(source)) {
                Estimate value = results.value(each, measure);
                row.append(' ')
                        .append(Numbers.text(value.mean()))
                        .append(" ± ")
                        .append(Numbers.text(value.halfWidth()));
                row.append(isDifferent(each, measure) ? " * |" : " |");
            }
            lines.add(row.toString());
        }
    }

    private String title(int source) {
        String name = study.plan().sources().get(source).name();
        boolean exact = settingsOf(source).stream()
                .allMatch(setting -> measuresOf(source).stream()
                        .allMatch(measure -> results.value(setting, measure).halfWidth() == 0));
        return exact ? name + " (" + EQUAL_REPLICATIONS + ")" : name;
    }

    private List<SweepSetting> settingsOf(int source) {
        return settings.stream().filter(each -> each.source() == source).toList();
    }

    private List<Integer> sources() {
        return settings.stream().map(SweepSetting::source).distinct().toList();
    }

    /** Returns the measures that have values: a client may be in another workload only. */
    private List<Integer> measuresOf(int source) {
        List<Integer> measures = new ArrayList<>();
        for (int i = 0; i < study.plan().measures().size(); i++) {
            int measure = i;
            if (settingsOf(source).stream()
                    .anyMatch(each -> results.value(each, measure).count() > 0 && !isAlwaysNothing(each, measure))) {
                measures.add(i);
            }
        }
        return measures;
    }

    /** The throughput of a client that a workload does not have is 0, and says nothing. */
    private boolean isAlwaysNothing(SweepSetting setting, int measure) {
        Estimate value = results.value(setting, measure);
        return !study.plan().measures().get(measure).client().isEmpty() && value.mean() == 0 && value.halfWidth() == 0;
    }

    private Table table(int source) {
        List<String> heads = new ArrayList<>(List.of("setting"));
        List<Integer> measures = measuresOf(source);
        measures.forEach(each -> heads.addAll(List.of("mean", "+-", "change", "+-")));
        Table table = new Table(heads);
        int column = 1;
        for (int measure : measures) {
            table.group(column, column + 4, heading(measure));
            column += 4;
        }
        for (SweepSetting setting : settingsOf(source)) {
            List<String> cells = new ArrayList<>(List.of(setting.name()));
            for (int measure : measures) {
                Estimate value = results.value(setting, measure);
                cells.add(Numbers.text(value.mean()));
                cells.add(Numbers.text(value.halfWidth()));
                if (setting.index() == setting.baseline()) {
                    cells.addAll(List.of("", ""));
                } else {
                    Estimate difference = results.difference(setting, measure);
                    cells.add(Numbers.text(difference.mean()) + (difference.isDifference() ? "*" : " "));
                    cells.add(Numbers.text(difference.halfWidth()));
                }
            }
            table.row(cells);
        }
        return table;
    }

    private boolean isDifferent(SweepSetting setting, int measure) {
        return setting.index() != setting.baseline()
                && results.difference(setting, measure).isDifference();
    }

    private String heading(int measure) {
        RunMeasure what = study.plan().measures().get(measure);
        return what.name() + ", " + what.quantity().unit();
    }

    private String legend() {
        return String.format(
                Locale.ROOT,
                "%d replications of each setting, study seed %d, %s random numbers, the first %s ms of each run left out. +-: half of the "
                        + "95 %% confidence interval. change: against the first setting of the workload%s. *: the interval of the change "
                        + "leaves out 0.",
                results.replications(),
                study.plan().seed(),
                study.plan().commonRandomNumbers() ? "common" : "independent",
                Numbers.text(study.plan().warmUpNanos() / 1e6),
                study.plan().commonRandomNumbers() ? ", replication by replication" : "");
    }
}
