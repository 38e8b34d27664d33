package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.gpusched.views.export.ParquetWriter.Kind;
import io.gpusched.views.export.ParquetWriter.ParquetColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hardwood, which reads Parquet and shares no code with the writer, reads the files back. */
class ParquetWriterTest {
    private static final List<ParquetColumn> COLUMNS = List.of(
            new ParquetColumn("number of the run", Kind.WHOLE),
            new ParquetColumn("p99(x)", Kind.NUMBER),
            new ParquetColumn("policy", Kind.TEXT));

    @TempDir
    private Path folder;

    private Path written(String name, List<List<Object>> rows) throws IOException {
        Path file = folder.resolve(name);
        try (ParquetWriter writer = new ParquetWriter(Files.newOutputStream(file), COLUMNS)) {
            for (List<Object> each : rows) {
                writer.row(each);
            }
        }
        return file;
    }

    private static List<List<Object>> read(Path file) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader row = reader.rowReader()) {
            while (row.hasNext()) {
                row.next();
                rows.add(Arrays.asList(
                        row.getLong("number of the run"),
                        row.isNull("p99(x)") ? Double.NaN : row.getDouble("p99(x)"),
                        row.getString("policy")));
            }
        }
        return rows;
    }

    @Test
    void what_is_written_is_read() throws IOException {
        List<List<Object>> rows = List.of(
                List.of(1L, 1.5, "fifo"),
                List.of(Long.MIN_VALUE, Double.NaN, ""),
                List.of(-1L, -0.0, "fair, \"ü\""),
                List.of(Long.MAX_VALUE, Double.MAX_VALUE, "x".repeat(300)));

        assertThat(read(written("few.parquet", rows))).isEqualTo(rows);
    }

    @Test
    void a_table_of_several_row_groups_is_read_as_well() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 250_000; i++) {
            rows.add(List.of((long) i, i % 7 == 0 ? Double.NaN : i / 3.0, "p" + i % 5));
        }

        assertThat(read(written("many.parquet", rows))).isEqualTo(rows);
    }

    @Test
    void a_table_without_rows_is_a_table() throws IOException {
        assertThat(read(written("empty.parquet", List.of()))).isEmpty();
    }

    @Test
    void the_same_rows_are_the_same_bytes() throws IOException {
        List<List<Object>> rows = List.of(List.of(1L, 2.0, "x"));

        assertThat(written("a", rows)).hasSameBinaryContentAs(written("b", rows));
    }

    @Test
    void a_cell_of_another_kind_is_refused() {
        assertThatThrownBy(() -> written("wrong", List.of(List.of(1.0, 2.0, "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of the run is a whole number, not 1.0");
    }
}
