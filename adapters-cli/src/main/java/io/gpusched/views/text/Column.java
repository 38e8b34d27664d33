package io.gpusched.views.text;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table, as data. The text, the page and JSON are all made from the same list of columns, so a new column is a new line in
 * that list and nothing else.
 *
 * @param <T> what a row is about
 * @param group the heading over this column and its neighbours; empty if it has none
 * @param head the heading of the column
 * @param meaning what the value says, in a sentence for a glossary
 * @param key the name of the value in JSON; where there is a group, the value lies in an object of the group's name
 * @param form how the value is written
 * @param room where the column is shown
 * @param value returns the value: a text or a number, or null for a limit that does not exist
 */
public record Column<T>(
        String group,
        String head,
        String meaning,
        String key,
        Form form,
        Room room,
        Function<T, @Nullable Object> value) {
    /** The word for a limit that does not exist, as a timeout that was not set. */
    public static final String NO_LIMIT = "none";

    /** How values are written. */
    public enum Form {
        /** A text or a whole number, as it is. */
        PLAIN,
        /** Nanoseconds; people see milliseconds. */
        TIME,
        /** A number of things in a second. */
        RATE,
        /** A share from 0 to 1; people see percent. */
        SHARE
    }

    /** Where a column is shown. */
    public enum Room {
        /** Everywhere. */
        ALWAYS,
        /** On a page, in JSON, and in text where there is room. */
        WIDE,
        /** As {@link #ALWAYS}, but left out of text if it says 0 in every row. */
        UNLESS_ZERO,
        /** As {@link #ALWAYS}, but left out of text if it says 1 in every row. */
        UNLESS_ONE,
        /** Only in JSON. */
        DATA
    }

    /** Returns the heading with its unit, as it stands over the column if there is no group. */
    public String headWithUnit() {
        return group.isEmpty() ? head + unit() : head;
    }

    /** Returns the heading of the group with its unit. */
    public String groupWithUnit() {
        return group.isEmpty() ? "" : group + unit();
    }

    private String unit() {
        return switch (form) {
            case TIME -> ", ms";
            case SHARE -> " %";
            case PLAIN, RATE -> "";
        };
    }

    /** Returns the value of a row as people read it. */
    public String text(T row) {
        Object of = value.apply(row);
        if (of == null) {
            return NO_LIMIT;
        }
        return switch (form) {
            case PLAIN -> of.toString();
            case TIME -> Units.shortMillis(((Number) of).longValue());
            case RATE -> Units.rate(((Number) of).doubleValue());
            case SHARE -> Units.percent(((Number) of).doubleValue());
        };
    }

    /** Returns the value of a row as a page shows it: numbers that are not whole have three significant digits. */
    public String pageText(T row) {
        return switch (value.apply(row)) {
            case null -> NO_LIMIT;
            case Number nanos when form == Form.TIME -> Units.significantMillis(nanos.longValue());
            case Number rate when form == Form.RATE -> Units.significant(rate.doubleValue());
            case Number share when form == Form.SHARE -> Units.significant(share.doubleValue() * 100);
            case Object other -> other.toString();
        };
    }

    /** Tells whether the values of the column are numbers. */
    public boolean isNumber(T row) {
        return !(value.apply(row) instanceof String);
    }

    /** Tells whether text leaves the column out, because all its rows say what is usual. */
    boolean isUsual(List<T> rows) {
        return switch (room) {
            case UNLESS_ZERO -> rows.stream().allMatch(row -> text(row).matches("0(\\.0+)?"));
            case UNLESS_ONE -> rows.stream().allMatch(row -> text(row).equals("1"));
            case ALWAYS, WIDE, DATA -> false;
        };
    }

    /** Writes a row as an object of JSON. Columns of one group follow one another. */
    public static <T> void write(List<Column<T>> columns, T row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        String group = "";
        for (Column<T> each : columns) {
            if (!each.group.equals(group)) {
                if (!group.isEmpty()) {
                    json.writeEndObject();
                }
                group = each.group;
                if (!group.isEmpty()) {
                    json.writeObjectFieldStart(group.replace(' ', '_'));
                }
            }
            each.write(row, json);
        }
        if (!group.isEmpty()) {
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void write(T row, JsonGenerator json) throws IOException {
        json.writeFieldName(key);
        switch (value.apply(row)) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Object text -> json.writeString(text.toString());
        }
    }

    /** Returns rows as a table in text. */
    static <T> Table table(List<Column<T>> columns, List<T> rows) {
        List<Column<T>> shown = columns.stream()
                .filter(each -> each.room != Room.DATA && !each.isUsual(rows))
                .toList();
        Table table = new Table(shown.stream().map(Column::headWithUnit).toList());
        int from = 0;
        for (int i = 1; i <= shown.size(); i++) {
            if (i == shown.size() || !shown.get(i).group.equals(shown.get(from).group)) {
                if (!shown.get(from).group.isEmpty()) {
                    table.group(from, i, shown.get(from).groupWithUnit());
                }
                from = i;
            }
        }
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).room == Room.WIDE) {
                table.optional(i);
            }
        }
        rows.forEach(row -> table.row(shown.stream().map(each -> each.text(row)).toList()));
        return table;
    }
}
