package io.gpusched.views.text;

import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sentences in lines that fit the screen. */
final class Prose {
    private static final int LEAST_WIDTH = 20;

    /** A number and its unit stay together. */
    private static final Pattern BREAK = Pattern.compile(" (?!(?:ms|us|ns|s|%)(?:[ ,;.)]|$))");

    private Prose() {}

    /**
     * Returns a text in lines, broken between words. A word that is longer than a line stays whole.
     *
     * @param first what stands in front of the text on the first line
     * @param text the text, of one line
     * @param screen how many characters fit into a line
     */
    static List<String> lines(String first, String text, int screen) {
        int room = Math.max(screen - first.length(), LEAST_WIDTH);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : BREAK.split(Shown.of(text), -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add((lines.isEmpty() ? first : " ".repeat(first.length())) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add((lines.isEmpty() ? first : " ".repeat(first.length())) + line);
        return lines;
    }
}
