package io.gpusched.application.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The choice of a backend or a policy as one word: its name, and settings if wanted, as in {@code acme:slots=4,region=eu}.
 *
 * @param name the name
 * @param settings the texts of its settings, by names, in the order of the text
 */
public record NamedChoice(String name, Map<String, String> settings) {
    private static final char BEFORE_SETTINGS = ':';

    public NamedChoice {
        settings = new LinkedHashMap<>(settings);
    }

    /**
     * Reads a choice.
     *
     * @throws IllegalArgumentException with what was expected, if a setting has no value
     */
    public static NamedChoice of(String text) {
        int end = text.indexOf(BEFORE_SETTINGS);
        Map<String, String> settings = new LinkedHashMap<>();
        if (end >= 0) {
            for (String each : text.substring(end + 1).split(",", -1)) {
                int equals = each.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("'" + each + "' is no setting; expected key=value");
                }
                settings.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        return new NamedChoice(end < 0 ? text : text.substring(0, end), settings);
    }

    /** Tells whether the choice can be written as one word and read again. */
    public boolean isOneWord() {
        return settings.values().stream()
                .noneMatch(each -> each.codePoints()
                        .anyMatch(letter ->
                                letter == ',' || Character.isWhitespace(letter) || Character.isISOControl(letter)));
    }

    /** Returns the choice as one word. */
    @Override
    public String toString() {
        return settings.isEmpty()
                ? name
                : name
                        + BEFORE_SETTINGS
                        + settings.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(","));
    }
}
