package io.gpusched.views.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;

/** Writes lists as columns of numbers, which is a quarter of what objects would take. */
final class Columns {
    /** In a column, a value that is not there. */
    static final long MISSING = Long.MIN_VALUE;

    private final JsonGenerator json;

    Columns(JsonGenerator json) {
        this.json = json;
    }

    /** Writes a column; one that holds the same throughout is that one value. */
    <T> void column(String name, List<T> rows, ToLongFunction<T> value) throws IOException {
        json.writeFieldName(name);
        if (isConstant(rows, value)) {
            number(rows.isEmpty() ? 0 : value.applyAsLong(rows.getFirst()));
            return;
        }
        json.writeStartArray();
        for (T row : rows) {
            number(value.applyAsLong(row));
        }
        json.writeEndArray();
    }

    /** Writes a column as the differences from row to row. */
    <T> void steps(String name, List<T> rows, ToLongFunction<T> value) throws IOException {
        json.writeArrayFieldStart(name);
        long before = 0;
        for (T row : rows) {
            long now = value.applyAsLong(row);
            json.writeNumber(now - before);
            before = now;
        }
        json.writeEndArray();
    }

    private static <T> boolean isConstant(List<T> rows, ToLongFunction<T> value) {
        if (rows.isEmpty()) {
            return true;
        }
        long first = value.applyAsLong(rows.getFirst());
        return rows.stream().allMatch(row -> value.applyAsLong(row) == first);
    }

    private void number(long value) throws IOException {
        if (value == MISSING) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }
}
