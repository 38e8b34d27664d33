package io.gpusched.cli.terminal;

import io.gpusched.views.text.Screen;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal and the settings with which the program was started. The launcher finds them out, since Java only knows whether input and
 * output are both terminals, and nothing about stderr.
 *
 * @param in whether stdin is a terminal
 * @param out whether stdout is a terminal
 * @param err whether stderr is a terminal
 * @param columns how wide the terminal is, at least 1
 * @param unicode whether the locale can show block characters
 * @param wantsColour whether neither {@code NO_COLOR} nor the kind of terminal forbids colours
 * @param program the name by which the program was called, such as {@code ./gpusched}
 */
public record Surroundings(
        boolean in, boolean out, boolean err, int columns, boolean unicode, boolean wantsColour, String program) {
    /** The name of the program where nobody knows how it was called. */
    public static final String PROGRAM = "gpusched";

    /** No terminal anywhere. */
    public static final Surroundings NONE =
            new Surroundings(false, false, false, Screen.USUAL_COLUMNS, false, false, PROGRAM);

    /** The property with the streams that are terminals, of the words {@code in}, {@code out} and {@code err}. */
    static final String TERMINALS = "gpusched.terminals";

    /** The property with the name by which the launcher was called. */
    static final String CALLED = "gpusched.called";

    /** A command: at the start of a line, in quotes, or after two blanks as examples are. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(^ *|'|  |\\()" + PROGRAM + " (?=[a-z-])");

    /** The property with the width of the terminal. */
    static final String COLUMNS = "gpusched.columns";

    /** Where settings are looked up. */
    @FunctionalInterface
    public interface Lookup {
        /** Returns the setting of a name, or null. */
        @Nullable
        String of(String name);
    }

    private static final Pattern LEGAL_CHARSET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]*");

    private static final String BLOCKS = "█▁·";

    /**
     * Reads what the launcher found.
     *
     * @param property looks up system properties
     * @param environment looks up environment variables
     */
    public static Surroundings of(Lookup property, Lookup environment) {
        String terminals = orNothing(property.of(TERMINALS));
        return new Surroundings(
                names(terminals, "in"),
                names(terminals, "out"),
                names(terminals, "err"),
                columns(orNothing(property.of(COLUMNS))),
                canShowBlocks(orNothing(property.of("native.encoding"))),
                orNothing(environment.of("NO_COLOR")).isEmpty()
                        && !orNothing(environment.of("TERM")).equals("dumb"),
                called(orNothing(property.of(CALLED))));
    }

    /** Returns the settings from which {@link #of} reads the same surroundings, by their names. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TERMINALS, (in ? "in " : "") + (out ? "out " : "") + (err ? "err" : ""));
        settings.put(COLUMNS, Integer.toString(columns));
        settings.put(CALLED, program);
        settings.put("native.encoding", unicode ? "UTF-8" : "US-ASCII");
        settings.put("TERM", wantsColour ? "" : "dumb");
        return settings;
    }

    /** A name that a shell would not take as one word cannot be pasted. */
    private static String called(String name) {
        return name.matches("[\\w./~+-]+") ? name : PROGRAM;
    }

    /** Returns a text in which commands begin with the name by which the program was called. */
    public String named(String text) {
        return program.equals(PROGRAM)
                ? text
                : COMMAND.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(program) + " ");
    }

    /** Returns how text on stdout may look. */
    public Screen screen(ColourChoice choice) {
        boolean colour = switch (choice) {
            case AUTO -> out && wantsColour;
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return out
                ? new Screen(columns, colour, unicode)
                : new Screen(Screen.USUAL_COLUMNS, colour, Screen.PLAIN.unicode());
    }

    /** Tells whether somebody can see what is drawn, and press keys. */
    public boolean isInteractive() {
        return in && out;
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static boolean names(String words, String word) {
        return Arrays.asList(words.split(" ")).contains(word);
    }

    /** A terminal that does not know its width says 0. */
    private static int columns(String text) {
        return text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : Screen.USUAL_COLUMNS;
    }

    private static boolean canShowBlocks(String encoding) {
        // To ask for all charsets would load some two hundred classes.
        return LEGAL_CHARSET.matcher(encoding).matches()
                && Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode(BLOCKS);
    }
}
