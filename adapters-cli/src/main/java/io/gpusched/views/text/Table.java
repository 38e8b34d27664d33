package io.gpusched.views.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in plain text: the first column to the left, the others to the right, under their headings. Neighbouring columns may have a
 * heading together, on a line above.
 */
public final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    /** Columns with a common heading, from one to before another. */
    private record Group(int from, int to, String heading) {}

    /** Makes a table with one row, its headings. */
    public Table(List<String> headings) {
        rows.add(List.copyOf(headings));
    }

    /**
     * Gives several columns a common heading. Groups are given from left to right.
     *
     * @param from the first of them, counted from 0
     * @param to the one after the last of them
     */
    public void group(int from, int to, String heading) {
        groups.add(new Group(from, to, heading));
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /** Returns the lines of the table, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        if (!groups.isEmpty()) {
            lines.add(groupLine(widths));
        }
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (Group group : groups) {
            int missing = group.heading().length() - (end(group.to() - 1, widths) - start(group.from(), widths));
            widths[group.from()] += Math.max(missing, 0);
        }
        return widths;
    }

    private static int start(int column, int[] widths) {
        return column == 0 ? 0 : end(column - 1, widths) + GAP.length();
    }

    private static int end(int column, int[] widths) {
        int end = 0;
        for (int i = 0; i <= column; i++) {
            end += widths[i] + (i == 0 ? 0 : GAP.length());
        }
        return end;
    }

    /** A common heading stands in the middle of a line as long as its columns are wide. */
    private String groupLine(int[] widths) {
        StringBuilder line = new StringBuilder();
        for (Group group : groups) {
            int start = start(group.from(), widths);
            int rest = end(group.to() - 1, widths) - start - group.heading().length();
            line.append(" ".repeat(start - line.length()));
            line.append(rest < 4 ? " ".repeat(rest) + group.heading() : ruled(group.heading(), rest));
        }
        return line.toString();
    }

    private static String ruled(String heading, int rest) {
        int left = (rest - 2) / 2;
        return "-".repeat(left) + " " + heading + " " + "-".repeat(rest - 2 - left);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String blanks = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? row.get(i) + blanks : GAP + blanks + row.get(i));
        }
        return line.toString().stripTrailing();
    }
}
