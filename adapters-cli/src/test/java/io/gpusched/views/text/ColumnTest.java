package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns as data, in text and in JSON. */
final class ColumnTest {
    private record Row(String name, @Nullable Long nanos, int resets, double share) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            new Column<>("", "client", "whose", "name", Column.Form.PLAIN, Column.Room.ALWAYS, Row::name),
            new Column<>("", "timeout", "when", "timeout_ns", Column.Form.TIME, Column.Room.ALWAYS, Row::nanos),
            new Column<>("", "resets", "how many", "resets", Column.Form.PLAIN, Column.Room.UNLESS_ZERO, Row::resets),
            new Column<>("of GPU", "share", "part", "share", Column.Form.SHARE, Column.Room.ALWAYS, Row::share));

    @Test
    void a_table_shows_values_as_people_read_them() {
        Row row = new Row("game", 1_500_000L, 2, 0.25);

        assertThat(COLUMNS).extracting(each -> each.text(row)).containsExactly("game", "1.500", "2", "25.0");
        assertThat(COLUMNS)
                .extracting(Column::headWithUnit)
                .containsExactly("client", "timeout, ms", "resets", "share");
        assertThat(COLUMNS.getLast().groupWithUnit()).isEqualTo("of GPU %");
    }

    @Test
    void a_limit_that_does_not_exist_is_a_word() {
        assertThat(COLUMNS.get(1).text(new Row("game", null, 0, 0))).isEqualTo("none");
    }

    @Test
    void a_column_that_says_what_is_usual_in_every_row_is_left_out_of_text() {
        Row usual = new Row("a", 1L, 0, 0);

        assertThat(COLUMNS.get(2).isUsual(List.of(usual, usual))).isTrue();
        assertThat(COLUMNS.get(2).isUsual(List.of(usual, new Row("b", 1L, 1, 0))))
                .isFalse();
    }

    @Test
    void json_has_the_plain_values_and_an_object_for_each_group() throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            Column.write(COLUMNS, new Row("game", null, 2, 0.25), generator);
        }

        assertThat(json)
                .hasToString("{\"name\":\"game\",\"timeout_ns\":null,\"resets\":2,\"of_GPU\":{\"share\":0.25}}");
    }
}
