package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void the_first_column_is_to_the_left_and_the_others_to_the_right() {
        Table table = new Table(List.of("name", "n"));
        table.row("a", "10");
        table.row("longer", "2");

        assertThat(table.lines()).containsExactly("name     n", "a       10", "longer   2");
    }

    @Test
    void a_common_heading_stands_over_the_middle_of_its_columns() {
        Table table = new Table(List.of("name", "p50", "max", "x"));
        table.group(1, 3, "ms");
        table.row("a", "1.25", "10.5", "1");

        assertThat(table.lines()).containsExactly("      --- ms ---", "name   p50   max  x", "a     1.25  10.5  1");
    }

    @Test
    void columns_make_room_for_a_long_common_heading() {
        Table table = new Table(List.of("name", "a", "b", "c"));
        table.group(1, 3, "a long one");
        table.group(3, 4, "more");
        table.row("x", "1", "2", "3");

        assertThat(table.lines())
                .containsExactly("      a long one  more", "name        a  b     c", "x           1  2     3");
    }

    @Test
    void a_table_that_is_too_wide_becomes_two_that_begin_alike() {
        Table table = new Table(List.of("name", "aaaa", "bbbb", "cccc", "dddd"));
        table.group(1, 3, "one");
        table.group(3, 5, "two");
        table.row("x", "1", "2", "3", "4");

        assertThat(table.lines(20))
                .containsExactly(
                        "      -- one ---",
                        "name  aaaa  bbbb",
                        "x        1     2",
                        "",
                        "      -- two ---",
                        "name  cccc  dddd",
                        "x        3     4");
    }

    @Test
    void rather_than_three_tables_there_are_fewer_columns() {
        Table table = new Table(List.of("name", "aaaa", "bbbb", "cccc", "dddd"));
        table.optional(2);
        table.optional(3);
        table.row("x", "1", "2", "3", "4");

        assertThat(table.lines(12)).containsExactly("name  aaaa", "x        1", "", "name  dddd", "x        4");
        assertThat(table.lines(28)).containsExactly("name  aaaa  bbbb  cccc  dddd", "x        1     2     3     4");
    }

    @Test
    void a_long_name_is_cut_where_nothing_else_helps() {
        Table table = new Table(List.of("name", "aaaa"));
        table.row("x".repeat(100), "1");

        assertThat(table.lines(20)).containsExactly("name            aaaa", "xxxxxxxxxxxxx~     1");
    }

    @Test
    void a_name_cannot_break_the_table() {
        Table table = new Table(List.of("name", "n"));
        table.row("a\n\033[31m", "1");

        assertThat(table.lines()).containsExactly("name           n", "a\\x0a\\x1b[31m  1");
    }
}
