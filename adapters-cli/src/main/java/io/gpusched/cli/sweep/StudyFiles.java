package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.application.recording.Variant;
import io.gpusched.views.export.ParquetWriter;
import io.gpusched.views.export.ParquetWriter.Kind;
import io.gpusched.views.export.ParquetWriter.ParquetColumn;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The results of a study as files for programs: every run with all that was measured in {@code runs.csv} and {@code runs.parquet}, every
 * point with its intervals in {@code points.csv} and {@code points.parquet}. The same results give the same bytes.
 */
public final class StudyFiles {
    private final StudyResults results;
    private final Study study;
    private final StudyFolder folder;

    /** Makes a writer of some results into the folder of their shards. */
    public StudyFiles(StudyResults results, StudyFolder folder) {
        this.results = results;
        this.study = results.study();
        this.folder = folder;
    }

    /** A table that is written in both forms. */
    private static final class BothForms implements AutoCloseable {
        private final Path csv;
        private final Path parquet;
        private final OutputStream text;
        private final ParquetWriter packed;

        BothForms(Path folder, String name, List<ParquetColumn> columns) throws IOException {
            csv = folder.resolve(name + ".csv");
            parquet = folder.resolve(name + ".parquet");
            text = new BufferedOutputStream(Files.newOutputStream(unfinished(csv)));
            packed = new ParquetWriter(new BufferedOutputStream(Files.newOutputStream(unfinished(parquet))), columns);
            line(columns.stream().map(ParquetColumn::name).toList());
        }

        private static Path unfinished(Path file) {
            return file.resolveSibling("." + file.getFileName() + ".part");
        }

        void row(List<? extends @Nullable Object> cells) throws IOException {
            packed.row(cells);
            line(cells.stream().map(BothForms::cell).toList());
        }

        private static String cell(@Nullable Object value) {
            return value == null || (value instanceof Double number && number.isNaN()) ? "" : value.toString();
        }

        private void line(List<String> cells) throws IOException {
            text.write((String.join(",", cells.stream().map(BothForms::quoted).toList()) + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }

        private static String quoted(String cell) {
            return cell.matches("[^,\"\\n\\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
        }

        @Override
        public void close() throws IOException {
            text.close();
            packed.close();
            Files.move(unfinished(csv), csv, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished(parquet), parquet, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes all four files. */
    public void write() {
        try {
            Files.createDirectories(folder.path());
            writeRuns();
            writePoints();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeRuns() throws IOException {
        List<ParquetColumn> columns = new ArrayList<>(List.of(
                new ParquetColumn("replication", Kind.WHOLE),
                new ParquetColumn("seed", Kind.WHOLE),
                new ParquetColumn("point", Kind.WHOLE)));
        columns.addAll(settingColumns());
        for (RunMeasure each : study.plan().measures()) {
            columns.add(new ParquetColumn(each.name(), Kind.NUMBER));
        }
        try (BothForms table = new BothForms(folder.path(), "runs", columns)) {
            for (int shard = 0; shard < study.shards(results.replications()); shard++) {
                for (Study.Row row : Objects.requireNonNull(folder.rows(shard))) {
                    SweepSetting setting = study.settings().get(row.setting());
                    List<@Nullable Object> cells = new ArrayList<>();
                    cells.add((long) row.replication());
                    cells.add(study.seed(row.replication(), setting));
                    cells.add((long) row.setting());
                    cells.addAll(settingCells(setting));
                    cells.addAll(row.values());
                    table.row(cells);
                }
            }
        }
    }

    private void writePoints() throws IOException {
        List<ParquetColumn> columns = new ArrayList<>(List.of(new ParquetColumn("point", Kind.WHOLE)));
        columns.addAll(settingColumns());
        columns.addAll(List.of(
                new ParquetColumn("measure", Kind.TEXT),
                new ParquetColumn("unit", Kind.TEXT),
                new ParquetColumn("replications", Kind.WHOLE),
                new ParquetColumn("mean", Kind.NUMBER),
                new ParquetColumn("half_width", Kind.NUMBER),
                new ParquetColumn("change", Kind.NUMBER),
                new ParquetColumn("change_half_width", Kind.NUMBER),
                new ParquetColumn("command", Kind.TEXT)));
        try (BothForms table = new BothForms(folder.path(), "points", columns)) {
            for (SweepSetting setting : study.settings()) {
                for (int i = 0; i < study.plan().measures().size(); i++) {
                    RunMeasure measure = study.plan().measures().get(i);
                    Estimate value = results.value(setting, i);
                    Estimate change = results.difference(setting, i);
                    List<@Nullable Object> cells = new ArrayList<>();
                    cells.add((long) setting.index());
                    cells.addAll(settingCells(setting));
                    cells.addAll(List.of(measure.name(), measure.quantity().unit(), value.count()));
                    cells.addAll(List.of(value.mean(), value.halfWidth(), change.mean(), change.halfWidth()));
                    cells.add(command(results, setting));
                    table.row(cells);
                }
            }
        }
    }

    /** Returns the command that computes one point of some results again. */
    public static String command(StudyResults results, SweepSetting setting) {
        return "gpusched sweep " + results.study().file() + " --point " + setting.index() + " --replications "
                + results.replications();
    }

    private static List<ParquetColumn> settingColumns() {
        return List.of(
                new ParquetColumn("workload", Kind.TEXT),
                new ParquetColumn("setting", Kind.TEXT),
                new ParquetColumn("policy", Kind.TEXT),
                new ParquetColumn("credits", Kind.WHOLE),
                new ParquetColumn("rings", Kind.WHOLE),
                new ParquetColumn("speed", Kind.WHOLE));
    }

    /** A policy that is not set is empty, and credits that are not set are 0. */
    private static List<Object> settingCells(SweepSetting setting) {
        return List.of(
                setting.workload(),
                setting.name(),
                setting.policy() == null ? "" : setting.policy().label(),
                setting.credits() == Variant.AS_IT_IS ? 0L : (long) setting.credits(),
                (long) setting.rings(),
                (long) setting.speed());
    }
}
