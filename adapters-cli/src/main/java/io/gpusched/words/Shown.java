package io.gpusched.words;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Makes text from outside safe to show. A recorded process chooses its own name, and a scenario or a command line may hold anything; on a
 * terminal or a page, some of that text acts instead of being read: escape sequences colour lines and rename windows, line separators break
 * tables, bidi marks turn words round. All of these characters are written as escapes here: a backslash
 * with {@code x1b} for an escape character, with {@code u202e} for a bidi mark, with <code>u{e0001}</code> for a tag. All other text stays as it is.
 *
 * <p>Names are made safe where a view takes them, so that columns are as wide as what is shown; the console does it again for every line, as
 * the last resort.
 */
public final class Shown {
    /** How many characters of a text are quoted at most. */
    public static final int LONGEST_QUOTE = 60;

    private static final int MOST_LISTED = 12;
    private static final int LAST_OF_LATIN_1 = 0xff;
    private static final int LAST_OF_BMP = 0xffff;

    private Shown() {}

    /** Returns a text of one line, in which line feeds and tabs are escapes, too. */
    public static String of(String text) {
        return escaped(text, "");
    }

    /** Returns a text of several lines, whose line feeds and tabs stay. */
    public static String lines(String text) {
        return escaped(text, "\n\t");
    }

    /** Returns a text between quotes; what is longer than {@link #LONGEST_QUOTE} is cut, and three dots say so. */
    public static String quoted(String text) {
        return "'" + cut(text) + "'";
    }

    /** Returns words with commas between them; of many, the first, and how many more there are. */
    public static String list(Collection<String> words) {
        String shown = words.stream().limit(MOST_LISTED).map(Shown::cut).collect(Collectors.joining(", "));
        return words.size() <= MOST_LISTED ? shown : shown + ", and " + (words.size() - MOST_LISTED) + " more";
    }

    /** Returns a text of one line without quotes, cut as {@link #quoted} does it. */
    public static String cut(String text) {
        if (text.codePointCount(0, Math.min(text.length(), 2 * LONGEST_QUOTE + 1)) <= LONGEST_QUOTE) {
            return of(text);
        }
        return of(text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE))) + "...";
    }

    private static String escaped(String text, String kept) {
        if (text.codePoints().allMatch(each -> !isHidden(each) || kept.indexOf(each) >= 0)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(each -> {
            if (isHidden(each) && kept.indexOf(each) < 0) {
                shown.append(escape(each));
            } else {
                shown.appendCodePoint(each);
            }
        });
        return shown.toString();
    }

    /** Tells whether a character acts on what shows it, or is not seen at all. */
    static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escape(int character) {
        if (character <= LAST_OF_LATIN_1) {
            return String.format("\\x%02x", character);
        }
        return character <= LAST_OF_BMP ? String.format("\\u%04x", character) : String.format("\\u{%x}", character);
    }
}
