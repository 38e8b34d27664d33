package io.gpusched.views.html;

import io.gpusched.application.event.Labels;
import java.util.List;

/** A table of a page: the first column names the rows. */
final class HtmlTable {
    private final StringBuilder html = new StringBuilder();

    /** How a figure has changed. */
    enum Change {
        NONE,
        BETTER,
        WORSE
    }

    /**
     * A figure in a comparison.
     *
     * @param text the figure
     * @param number whether it is a number, which stands at the right of its column
     * @param best whether it is the best of its row
     * @param change by how much it has changed; empty if there is nothing to say
     * @param direction whether that is good
     */
    record Cell(String text, boolean number, boolean best, String change, Change direction) {
        /** A value that is compared with nothing. */
        static Cell of(String text, boolean number) {
            return new Cell(text, number, false, "", Change.NONE);
        }
    }

    /** A table that readers may sort by each of its columns. */
    HtmlTable(String caption) {
        this(caption, true);
    }

    /** Returns a table whose rows have an order of their own. */
    static HtmlTable inOrder(String caption) {
        return new HtmlTable(caption, false);
    }

    private HtmlTable(String caption, boolean sortable) {
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(Markup.escape(caption))
                .append(sortable ? "\"><table class=\"sortable\"><caption>" : "\"><table><caption>")
                .append(Markup.escape(caption))
                .append("</caption>");
    }

    void headings(List<String> headings) {
        html.append("<thead>");
        columns(headings);
    }

    private void columns(List<String> headings) {
        html.append("<tr>");
        for (int i = 0; i < headings.size(); i++) {
            html.append(i == 0 ? "<th scope=\"col\" class=\"first\">" : "<th scope=\"col\">")
                    .append(Markup.escape(headings.get(i)))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
    }

    /** A heading over several columns. */
    record Group(String text, int columns) {}

    /** Writes headings over groups of columns, and below them those of the columns. */
    void headings(List<Group> groups, List<String> headings) {
        html.append("<thead><tr>");
        for (Group group : groups) {
            html.append("<th class=\"over\" scope=\"colgroup\" colspan=\"")
                    .append(group.columns())
                    .append("\">")
                    .append(Markup.escape(group.text()))
                    .append("</th>");
        }
        html.append("</tr>");
        columns(headings);
    }

    /** Begins a group of rows. */
    void group(String name, int columns) {
        html.append("<tr class=\"group\"><th scope=\"rowgroup\" class=\"first\" colspan=\"")
                .append(columns)
                .append("\">")
                .append(Markup.escape(name))
                .append("</th></tr>");
    }

    void row(String name, List<String> cells) {
        cells(name, cells.stream().map(each -> Cell.of(each, true)).toList());
    }

    void cells(String name, List<Cell> cells) {
        html.append("<tr><th scope=\"row\" class=\"first\">")
                .append(Markup.escape(name))
                .append("</th>");
        for (Cell cell : cells) {
            html.append(cell.best() ? "<td class=\"best\">" : cell.number() ? "<td>" : "<td class=\"text\">")
                    .append(Markup.escape(cell.text()));
            if (!cell.change().isEmpty()) {
                html.append("<span class=\"change ")
                        .append(Labels.of(cell.direction()))
                        .append("\">")
                        .append(Markup.escape(cell.change()))
                        .append("</span>");
            }
            html.append("</td>");
        }
        html.append("</tr>");
    }

    String html() {
        return html.append("</tbody></table></div>").toString();
    }
}
