package io.gpusched.views.text;

import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A table in plain text: the first column to the left, the others to the right, under their headings. Neighbouring columns may have a
 * heading together, on a line above.
 *
 * <p>A table that is too wide for the screen is fitted in three steps. It may become two tables, one below the other, each with the first
 * columns. If that is not enough, it loses its optional columns, and becomes as many tables as it takes. Last, the texts of the first column
 * are cut.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST_OF_FIRST = 8;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final TreeSet<Integer> optional = new TreeSet<>();
    private int repeated = 1;

    /** Columns with a common heading, from one to before another. */
    private record Group(int from, int to, String heading) {}

    /** Makes a table with one row, its headings. */
    public Table(List<String> headings) {
        row(headings);
    }

    /**
     * Gives several columns a common heading. Groups are given from left to right.
     *
     * @param from the first of them, counted from 0
     * @param to the one after the last of them
     */
    public void group(int from, int to, String heading) {
        groups.add(new Group(from, to, Shown.of(heading)));
    }

    /** Marks a column, counted from 0, that may be left out where there is no room. */
    public void optional(int column) {
        optional.add(column);
    }

    /** Says how many columns begin each part of a table that became several; 1 unless this is called. */
    public void repeatFirst(int columns) {
        repeated = columns;
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(List<String> cells) {
        rows.add(cells.stream().map(Shown::of).toList());
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /** Returns the lines of the table, however wide it is, without blanks at their ends. */
    public List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        if (!groups.isEmpty()) {
            lines.add(groupLine(widths));
        }
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** Returns the lines of the table, or of what it becomes to fit into a number of columns of the screen. */
    public List<String> lines(int screen) {
        List<Table> parts = parts(screen);
        if (parts.size() > 2 || parts.getLast().width() > screen) {
            parts = withoutOptional().parts(screen);
        }
        List<String> lines = new ArrayList<>();
        for (Table each : parts) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(each.withFirstColumnCut(screen).lines());
        }
        return lines;
    }

    /** Returns the lines of one table in any case, without its optional columns where there is no room. */
    public List<String> oneTable(int screen) {
        return (width() <= screen ? this : withoutOptional())
                .withFirstColumnCut(screen)
                .lines();
    }

    private int width() {
        int[] widths = widths();
        return end(widths.length - 1, widths);
    }

    private Table withoutOptional() {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < rows.getFirst().size(); i++) {
            if (!optional.contains(i)) {
                kept.add(i);
            }
        }
        return of(kept);
    }

    /** Returns the table of some of the columns. */
    private Table of(List<Integer> columns) {
        Table table = new Table(picked(rows.getFirst(), columns));
        table.repeated = repeated;
        rows.stream().skip(1).forEach(row -> table.row(picked(row, columns)));
        for (Group each : groups) {
            List<Integer> in = columns.stream()
                    .filter(column -> column >= each.from() && column < each.to())
                    .toList();
            if (!in.isEmpty()) {
                int from = columns.indexOf(in.getFirst());
                table.group(from, from + in.size(), each.heading());
            }
        }
        return table;
    }

    private static List<String> picked(List<String> row, List<Integer> columns) {
        return columns.stream()
                .map(column -> column < row.size() ? row.get(column) : "")
                .toList();
    }

    /** Cuts the table into parts that fit, between groups where that is possible. */
    private List<Table> parts(int screen) {
        if (width() <= screen) {
            return List.of(this);
        }
        List<Table> parts = new ArrayList<>();
        List<Integer> part = firstColumns();
        int column = repeated;
        while (column < rows.getFirst().size()) {
            List<Integer> longer = new ArrayList<>(part);
            int end = endOfPiece(column, screen);
            while (column < end) {
                longer.add(column++);
            }
            if (part.size() > repeated && of(longer).width() > screen) {
                parts.add(of(part));
                longer.removeAll(part.subList(repeated, part.size()));
            }
            part = longer;
        }
        parts.add(of(part));
        return parts;
    }

    private List<Integer> firstColumns() {
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < repeated; i++) {
            first.add(i);
        }
        return first;
    }

    /** A group stays together if it fits at all. */
    private int endOfPiece(int column, int screen) {
        for (Group group : groups) {
            if (column >= group.from() && column < group.to()) {
                List<Integer> whole = firstColumns();
                for (int i = group.from(); i < group.to(); i++) {
                    whole.add(i);
                }
                return of(whole).width() <= screen ? group.to() : column + 1;
            }
        }
        return column + 1;
    }

    private Table withFirstColumnCut(int screen) {
        int room = Math.max(widths()[0] - (width() - screen), LEAST_OF_FIRST);
        if (width() <= screen) {
            return this;
        }
        Table table = new Table(cut(rows.getFirst(), room));
        rows.stream().skip(1).forEach(row -> table.row(cut(row, room)));
        table.groups.addAll(groups);
        return table;
    }

    private static List<String> cut(List<String> row, int room) {
        List<String> cells = new ArrayList<>(row);
        cells.set(0, Units.cut(row.getFirst(), room));
        return cells;
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
