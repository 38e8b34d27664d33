package io.gpusched.views.html;

import io.gpusched.words.Shown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text for a page. */
final class Markup {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");

    private Markup() {}

    /** Returns a text in which nothing means anything to a browser. */
    static String escape(String text) {
        return Shown.lines(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Fills the places <code>${name}</code> of a template. What is filled in is not looked at again. */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(place.group(1)), () -> "no value for " + place.group())));
    }

    /** Returns a text from this program's jars. */
    static String resource(String path) {
        try (InputStream in = Markup.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(in, () -> "not in the program: " + path)
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
