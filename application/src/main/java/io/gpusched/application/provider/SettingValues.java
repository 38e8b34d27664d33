package io.gpusched.application.provider;

import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of the settings of one backend, of one policy, or of the work of one client. A value; all of its texts were accepted by their
 * descriptions. May be read on any thread.
 */
public final class SettingValues {
    /** The values of whatever has no settings. */
    public static final SettingValues NONE = new SettingValues(List.of(), Collections.emptyMap());

    private final List<SettingDescription> descriptions;
    private final Map<String, String> given;

    private SettingValues(List<SettingDescription> descriptions, Map<String, String> given) {
        this.descriptions = descriptions;
        this.given = given;
    }

    /**
     * Something that is wrong with what was given.
     *
     * @param setting the name of the setting; one that should be there and is not, or one that is there and should not be, too
     * @param text what was given; empty if nothing was
     * @param kind what is wrong
     * @param expected what is allowed there: a range, or the names of all settings
     */
    public record Wrong(String setting, String text, Kind kind, String expected) {
        /** What may be wrong with a setting. */
        public enum Kind {
            /** There is no setting of that name. */
            UNKNOWN,
            /** It must be given, and was not. */
            MISSING,
            /** Its value is not allowed. */
            VALUE
        }
    }

    /** The values where nobody gives any. */
    public static SettingValues defaults(List<SettingDescription> descriptions) {
        return new SettingValues(List.copyOf(descriptions), Collections.emptyMap());
    }

    /**
     * Reads settings.
     *
     * @param descriptions which settings there are
     * @param given the texts that were given, by names
     * @throws IllegalArgumentException if anything is wrong with them; {@link #wrong} says what
     */
    public static SettingValues of(List<SettingDescription> descriptions, Map<String, String> given) {
        List<Wrong> wrong = wrong(descriptions, given);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("settings that are not allowed: " + wrong);
        }
        return new SettingValues(List.copyOf(descriptions), Collections.unmodifiableMap(new LinkedHashMap<>(given)));
    }

    /** Returns everything that is wrong with settings. */
    public static List<Wrong> wrong(List<SettingDescription> descriptions, Map<String, String> given) {
        List<Wrong> wrong = new ArrayList<>();
        List<String> names = descriptions.stream().map(SettingDescription::name).toList();
        given.forEach((name, text) -> {
            if (!names.contains(name)) {
                wrong.add(new Wrong(name, text, Wrong.Kind.UNKNOWN, String.join(", ", names)));
            }
        });
        for (SettingDescription each : descriptions) {
            String text = given.get(each.name());
            if (text == null && each.type().otherwise() == null) {
                wrong.add(new Wrong(
                        each.name(), "", Wrong.Kind.MISSING, each.type().range()));
            } else if (text != null && !each.type().accepts(text)) {
                wrong.add(new Wrong(
                        each.name(), text, Wrong.Kind.VALUE, each.type().range()));
            }
        }
        return wrong;
    }

    /** Returns the texts that were given, by names; without those that have their defaults. */
    public Map<String, String> given() {
        return given;
    }

    /**
     * Returns the text of a setting, as it was given, or its default.
     *
     * @throws IllegalArgumentException if there is no setting of that name
     */
    public String text(String name) {
        for (SettingDescription each : descriptions) {
            if (each.name().equals(name)) {
                String text = given.get(name);
                return text == null ? Objects.requireNonNull(each.type().otherwise()) : text;
            }
        }
        throw new IllegalArgumentException("there is no setting '" + name + "'");
    }

    /** Returns a whole number. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Returns a time in nanoseconds, or {@link Nanos#NO_LIMIT}. */
    public long nanos(String name) {
        String text = text(name);
        return text.equals(SettingDescription.NONE)
                ? Nanos.NO_LIMIT
                : Objects.requireNonNull(SettingDescription.nanosOf(text));
    }

    /** Returns yes or no. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingValues values
                && values.given.equals(given)
                && values.descriptions.equals(descriptions);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    @Override
    public String toString() {
        return given.toString();
    }
}
