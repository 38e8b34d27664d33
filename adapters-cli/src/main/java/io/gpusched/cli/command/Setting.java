package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A value that an option gives for one subject or for all, as in {@code Xorg=high} or {@code 2}.
 *
 * @param subject the client or ring, as the user calls it; {@link #ALL} for all
 * @param value the value
 */
record Setting<T>(String subject, T value) {
    /** The subject of a setting that names none. */
    static final String ALL = "";

    /**
     * Reads a setting. Names may hold anything, so the last equals sign counts.
     *
     * @param meaning returns what a word means, or null
     * @param expected what the words are, for messages
     */
    static <T> Setting<T> read(String text, Function<String, @Nullable T> meaning, String expected) {
        int equals = text.lastIndexOf('=');
        String word = text.substring(equals + 1);
        @Nullable T value = meaning.apply(word);
        if (value == null) {
            throw new TypeConversionException(Shown.quoted(word) + " is not " + expected);
        }
        if (equals == 0) {
            throw new TypeConversionException("there is no name before the equals sign of " + Shown.quoted(text));
        }
        return new Setting<>(equals < 0 ? ALL : text.substring(0, equals), value);
    }
}
