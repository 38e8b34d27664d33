package io.gpusched.cli.terminal;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the program was started in. The launcher looks, since a shell asks each stream in no time; Java's own console only tells whether
 * input and output are both terminals, and nothing of stderr.
 *
 * @param in whether stdin is a terminal
 * @param out whether stdout is a terminal
 * @param err whether stderr is a terminal
 * @param columns how wide the terminal is, at least 1
 * @param unicode whether the locale can show block characters
 * @param wantsColour whether neither {@code NO_COLOR} nor the kind of terminal forbids colours
 */
public record Surroundings(boolean in, boolean out, boolean err, int columns, boolean unicode, boolean wantsColour) {
    /** No terminal anywhere. */
    public static final Surroundings NONE = new Surroundings(false, false, false, Screen.USUAL_COLUMNS, false, false);

    /** The property with the streams that are terminals, of the words {@code in}, {@code out} and {@code err}. */
    static final String TERMINALS = "gpusched.terminals";

    /** The property with the width of the terminal. */
    static final String COLUMNS = "gpusched.columns";

    private static final String BLOCKS = "█▁·";

    /**
     * Reads what the launcher found.
     *
     * @param property looks up a system property; null if there is none
     * @param environment looks up an environment variable; null if there is none
     */
    public static Surroundings of(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        String terminals = orNothing(property.apply(TERMINALS));
        return new Surroundings(
                names(terminals, "in"),
                names(terminals, "out"),
                names(terminals, "err"),
                columns(orNothing(property.apply(COLUMNS))),
                canShowBlocks(orNothing(property.apply("native.encoding"))),
                orNothing(environment.apply("NO_COLOR")).isEmpty()
                        && !orNothing(environment.apply("TERM")).equals("dumb"));
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
        return Charset.availableCharsets().containsKey(encoding)
                && Charset.forName(encoding).newEncoder().canEncode(BLOCKS);
    }
}
