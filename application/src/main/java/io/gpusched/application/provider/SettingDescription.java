package io.gpusched.application.provider;

import io.gpusched.domain.time.Nanos;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a backend or a policy: its name, what it may be, and what counts if nobody gives it. Settings are written as words, on the command line
 * and in scenarios, and read by this.
 *
 * @param name lower case, as in {@code max-attempts}
 * @param type what kind of value it takes
 * @param words what it means, for people: a phrase without a full stop
 */
public record SettingDescription(String name, Type type, String words) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /** What kind of value a setting takes, with its range and its default. */
    public sealed interface Type {
        /** Returns the kind in one or two words. */
        String kind();

        /** Returns which values are allowed. */
        String range();

        /** Returns what counts if nobody gives the setting, as it would be written; null if it must be given. */
        @Nullable
        String otherwise();

        /**
         * Tells whether a text is a value.
         *
         * @param text as it is written
         */
        boolean accepts(String text);
    }

    /**
     * A whole number.
     *
     * @param least the least that is allowed
     * @param most the most that is allowed
     * @param number what counts if nobody gives it
     */
    public record WholeNumber(long least, long most, long number) implements Type {
        @Override
        public String kind() {
            return "whole number";
        }

        @Override
        public String range() {
            return least + " to " + most;
        }

        @Override
        public String otherwise() {
            return Long.toString(number);
        }

        @Override
        public boolean accepts(String text) {
            try {
                long value = Long.parseLong(text);
                return value >= least && value <= most;
            } catch (NumberFormatException none) {
                return false;
            }
        }
    }

    /**
     * A time with a unit, or "none".
     *
     * @param leastNanos the least that is allowed, in nanoseconds
     * @param mayBeNone whether "none" is allowed, which stands for {@link Nanos#NO_LIMIT}
     * @param text what counts if nobody gives it
     */
    public record Time(long leastNanos, boolean mayBeNone, String text) implements Type {
        @Override
        public String kind() {
            return "time";
        }

        @Override
        public String range() {
            return "such as 500us, 10ms or 2s, at least " + leastNanos + "ns" + (mayBeNone ? ", or none" : "");
        }

        @Override
        public String otherwise() {
            return text;
        }

        @Override
        public boolean accepts(String given) {
            Long nanos = nanosOf(given);
            return given.equals(NONE) ? mayBeNone : nanos != null && nanos >= leastNanos;
        }
    }

    /**
     * One of several words.
     *
     * @param choices the words
     * @param word what counts if nobody gives it
     */
    public record Choice(List<String> choices, String word) implements Type {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public String kind() {
            return "word";
        }

        @Override
        public String range() {
            return String.join(", ", choices);
        }

        @Override
        public String otherwise() {
            return word;
        }

        @Override
        public boolean accepts(String text) {
            return choices.contains(text);
        }
    }

    /**
     * Any text of one line.
     *
     * @param otherwise what counts if nobody gives it; null if it must be given
     */
    public record Text(@Nullable String otherwise) implements Type {
        private static final int LONGEST = 4_000;

        @Override
        public String kind() {
            return "text";
        }

        @Override
        public String range() {
            return "up to " + LONGEST + " characters on one line";
        }

        @Override
        public boolean accepts(String text) {
            return text.length() <= LONGEST && text.codePoints().noneMatch(Character::isISOControl);
        }
    }

    /** The word for a time that is not limited. */
    static final String NONE = "none";

    private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|min|h)");

    public SettingDescription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a setting; expected lower case letters, digits and -");
        }
    }

    /** A whole number with a range and a default. */
    public static SettingDescription number(String name, long least, long most, long otherwise, String words) {
        return new SettingDescription(name, new WholeNumber(least, most, otherwise), words);
    }

    /**
     * A time of at least a nanosecond.
     *
     * @param otherwise the default, with a unit
     */
    public static SettingDescription time(String name, String otherwise, String words) {
        return new SettingDescription(name, new Time(1, false, otherwise), words);
    }

    /**
     * A time of at least a nanosecond, or none.
     *
     * @param otherwise the default, with a unit, or "none"
     */
    public static SettingDescription timeOrNone(String name, String otherwise, String words) {
        return new SettingDescription(name, new Time(1, true, otherwise), words);
    }

    /** One of several words. */
    public static SettingDescription choice(String name, List<String> choices, String otherwise, String words) {
        return new SettingDescription(name, new Choice(choices, otherwise), words);
    }

    /** Yes or no, written as true or false. */
    public static SettingDescription flag(String name, boolean otherwise, String words) {
        return choice(name, List.of("true", "false"), Boolean.toString(otherwise), words);
    }

    /** A text with a default. */
    public static SettingDescription text(String name, String otherwise, String words) {
        return new SettingDescription(name, new Text(otherwise), words);
    }

    /** A text that must be given. */
    public static SettingDescription requiredText(String name, String words) {
        return new SettingDescription(name, new Text(null), words);
    }

    /** Returns the nanoseconds that a text such as 1.5ms stands for, or null if it is no time. */
    static @Nullable Long nanosOf(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return null;
        }
        long unit = switch (time.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1L;
        };
        BigDecimal nanos = new BigDecimal(time.group(1)).multiply(BigDecimal.valueOf(unit));
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0 ? null : nanos.longValue();
    }
}
