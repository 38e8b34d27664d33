package io.gpusched.application.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words that files, options and reports use for the constants of an enum: the name of the constant in lower case, so {@code NO_HANG} is
 * {@code no_hang}. Every reader and every writer takes them from here.
 */
public final class Labels {
    private Labels() {}

    /** Returns the label of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the labels of several constants, in their order. */
    public static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Labels::of).toList();
    }

    /** Returns the constant that has a label, or null if none has. */
    public static <E extends Enum<E>> @Nullable E find(E[] constants, String label) {
        return Arrays.stream(constants)
                .filter(each -> of(each).equals(label))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the constant that has a label.
     *
     * @throws IllegalArgumentException if none has
     */
    public static <E extends Enum<E>> E get(E[] constants, String label) {
        E found = find(constants, label);
        if (found == null) {
            throw new IllegalArgumentException("'" + label + "' is none of " + String.join(", ", of(constants)));
        }
        return found;
    }
}
