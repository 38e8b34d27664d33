package io.gpusched.views.html;

import java.util.List;

/**
 * How a page was made, so that somebody else can make it again.
 *
 * @param facts what is known, in the order in which the page shows it
 */
public record Provenance(List<Fact> facts) {
    /**
     * Something that decided what the page shows.
     *
     * @param name what it is, such as {@code command}
     * @param value the fact in words
     */
    public record Fact(String name, String value) {}

    public Provenance {
        facts = List.copyOf(facts);
    }

    /** Returns the facts as a list of a page. */
    String html() {
        StringBuilder html = new StringBuilder();
        for (Fact each : facts) {
            html.append("<dt>")
                    .append(Markup.escape(each.name()))
                    .append("</dt><dd>")
                    .append(Markup.escape(each.value()))
                    .append("</dd>\n");
        }
        return html.toString();
    }
}
