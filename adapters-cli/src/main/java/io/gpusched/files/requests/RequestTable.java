package io.gpusched.files.requests;

import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a comma-separated trace of requests. Fields may be in double quotes.
 *
 * @param names the names of all columns, in lower case
 * @param time the column with the moment of a request
 * @param input the column with the tokens of input, or -1
 * @param output the column with the tokens of output, or -1
 * @param seconds the column with the recorded seconds, or -1
 * @param tenant the column that says whose the request was, or -1
 */
record RequestTable(List<String> names, int time, int input, int output, int seconds, int tenant) {
    /** What the first line holds, for messages. */
    static final String EXPECTED =
            "expected the columns TIMESTAMP, ContextTokens and GeneratedTokens, or gmt_create, exec_time_seconds and groupId, with "
                    + "commas between them";

    private static final double NANOS_OF_SECOND = 1e9;
    private static final double MOST_SECONDS = 1e6;

    RequestTable {
        names = List.copyOf(names);
    }

    /** Reads the first line; returns null if it does not name the columns that a trace needs. */
    static @Nullable RequestTable of(String header) {
        List<String> names = cells(header.toLowerCase(Locale.ROOT));
        RequestTable tokens = new RequestTable(
                names,
                names.indexOf("timestamp"),
                names.indexOf("contexttokens"),
                names.indexOf("generatedtokens"),
                -1,
                names.indexOf("tenant"));
        if (tokens.time >= 0 && tokens.input >= 0 && tokens.output >= 0) {
            return tokens;
        }
        RequestTable recorded = new RequestTable(
                names,
                names.indexOf("gmt_create"),
                -1,
                -1,
                names.indexOf("exec_time_seconds"),
                names.indexOf("groupid"));
        return recorded.time >= 0 && recorded.seconds >= 0 && recorded.tenant >= 0 ? recorded : null;
    }

    /** Reads a line below the first; returns null after a complaint. */
    @Nullable
    TraceRequest request(int line, String text, RequestReader.Complaints complaints) {
        List<String> cells = cells(text);
        if (cells.size() != names.size()) {
            complaints.add(
                    line, 1, "has " + cells.size() + " columns; expected " + names.size() + ", as the first line has");
            return null;
        }
        OptionalLong at = RequestReader.moment(names.get(time), cells.get(time), line, column(cells, time), complaints);
        String whose = tenant < 0 ? "" : cells.get(tenant);
        if (seconds >= 0) {
            long nanos = recorded(cells, line, complaints);
            return at.isEmpty() || nanos < 0 ? null : new TraceRequest(at.getAsLong(), whose, 0, 0, nanos);
        }
        long in = RequestReader.tokens(names.get(input), cells.get(input), line, column(cells, input), complaints);
        long out = RequestReader.tokens(names.get(output), cells.get(output), line, column(cells, output), complaints);
        return at.isEmpty() || in < 0 || out < 0
                ? null
                : new TraceRequest(at.getAsLong(), whose, in, out, TraceRequest.UNKNOWN);
    }

    /** A request that was still running when it was recorded has no time, and counts as one that took none. */
    private long recorded(List<String> cells, int line, RequestReader.Complaints complaints) {
        String text = cells.get(seconds);
        try {
            double took = text.isEmpty() ? 0 : Double.parseDouble(text);
            if (took >= 0 && took <= MOST_SECONDS) {
                return Math.round(took * NANOS_OF_SECOND);
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        complaints.add(
                line,
                column(cells, seconds),
                names.get(seconds) + " is " + Shown.quoted(text) + "; expected a number of seconds from 0 to 1000000");
        return -1;
    }

    /** Where a cell begins, counted from 1; exact where no cell before it is in quotes. */
    private static int column(List<String> cells, int index) {
        int column = 1;
        for (int i = 0; i < index; i++) {
            column += cells.get(i).length() + 1;
        }
        return column;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
