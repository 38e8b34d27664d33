package io.gpusched.files.scenario;

import io.gpusched.domain.fence.Errno;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A key of a scenario: its name, and what its value may be. {@link Mapping} reads by it and {@code docs/scenario.md} says the same, so
 * neither can promise what the other does not keep. {@code absent} is what counts if the key is not there, or {@link #REQUIRED}.
 */
sealed interface FieldKey {
    /** The longest time in a scenario. */
    long MAX_NANOS = 3_600_000_000_000L;

    /** The default of a key that must be there. */
    String REQUIRED = "required";

    /** The errors that have a name in scenarios. */
    Map<String, Errno> ERRORS = Map.of(
            "EIO", Errno.EIO,
            "ENOMEM", new Errno(12),
            "ENODEV", Errno.ENODEV,
            "EINVAL", Errno.EINVAL,
            "ETIMEDOUT", Errno.ETIMEDOUT,
            "ECANCELED", Errno.ECANCELED);

    /** Returns the word before the colon. */
    String name();

    /** Returns what kind of value it takes. */
    String type();

    /** Returns the units of the value, or nothing. */
    default String unit() {
        return "";
    }

    /** Returns what counts if the key is not there. */
    String absent();

    /** Returns which values are allowed. */
    String range();

    /** A whole number. */
    record Whole(String name, long min, long max, String absent) implements FieldKey {
        @Override
        public String type() {
            return "whole number";
        }

        @Override
        public String range() {
            return min + " to " + max;
        }
    }

    /** A whole number of times, or the word {@link #ALWAYS}. */
    record HowOften(String name) implements FieldKey {
        static final String ALWAYS = "always";
        static final int MOST = 1_000_000;

        @Override
        public String type() {
            return "whole number";
        }

        @Override
        public String absent() {
            return "0";
        }

        @Override
        public String range() {
            return "0 to " + MOST + ", or " + ALWAYS;
        }
    }

    /** A number above 0, with decimals if wanted. */
    record Real(String name, int max, String absent) implements FieldKey {
        @Override
        public String type() {
            return "number";
        }

        @Override
        public String range() {
            return "above 0, up to " + max;
        }
    }

    /** A time, in nanoseconds where it is a number; some take the word {@link #NONE} as well. */
    record Time(String name, long minNanos, boolean takesNone, String absent) implements FieldKey {
        static final String NONE = "none";

        @Override
        public String type() {
            return "time";
        }

        @Override
        public String unit() {
            return "us, ms, s";
        }

        @Override
        public String range() {
            return Times.text(minNanos) + " to " + Times.text(MAX_NANOS) + (takesNone ? ", or " + NONE : "");
        }
    }

    /** One time or several. */
    record TimeList(String name, String absent) implements FieldKey {
        @Override
        public String type() {
            return "time or list of times";
        }

        @Override
        public String unit() {
            return "us, ms, s";
        }

        @Override
        public String range() {
            return "0s to " + Times.text(MAX_NANOS);
        }
    }

    /** A time, or how to draw one. */
    record Drawn(String name, long minNanos, String absent) implements FieldKey {
        @Override
        public String type() {
            return "time or distribution";
        }

        @Override
        public String unit() {
            return "us, ms, s";
        }

        @Override
        public String range() {
            return Times.text(minNanos) + " to " + Times.text(MAX_NANOS);
        }
    }

    /** One of several words. */
    record Word(String name, List<String> choices, String absent) implements FieldKey {
        public Word {
            choices = List.copyOf(choices);
        }

        @Override
        public String type() {
            return "word";
        }

        @Override
        public String range() {
            return String.join(", ", choices);
        }
    }

    /** One whole number or several, each once. */
    record WholeList(String name, long min, long max, String absent) implements FieldKey {
        @Override
        public String type() {
            return "whole number or list of whole numbers";
        }

        @Override
        public String range() {
            return min + " to " + max;
        }
    }

    /** One word or several, each once. */
    record WordList(String name, List<String> choices, String absent) implements FieldKey {
        public WordList {
            choices = List.copyOf(choices);
        }

        @Override
        public String type() {
            return "word or list of words";
        }

        @Override
        public String range() {
            return String.join(", ", choices);
        }
    }

    /** Some texts, each once; {@code range} says what they mean. */
    record TextList(String name, String range, String absent) implements FieldKey {
        @Override
        public String type() {
            return "list of texts";
        }
    }

    /** A name of something that may be plugged in: those inside, or another. */
    record Plugged(String name, List<String> inside, String absent) implements FieldKey {
        public Plugged {
            inside = List.copyOf(inside);
        }

        @Override
        public String type() {
            return "word";
        }

        @Override
        public String range() {
            return String.join(", ", inside) + ", or one that is plugged in";
        }
    }

    /** One of several words, or a mapping; {@code see} says where that is described. */
    record WordOrMapping(String name, List<String> choices, String see, String absent) implements FieldKey {
        public WordOrMapping {
            choices = List.copyOf(choices);
        }

        @Override
        public String type() {
            return "word or mapping";
        }

        @Override
        public String range() {
            return String.join(", ", choices) + ", or " + see;
        }
    }

    /** A new name, to be used elsewhere. */
    record Name(String name, String absent) implements FieldKey {
        static final String LETTERS = "1 to 32 letters, digits and _ - .";

        @Override
        public String type() {
            return "name";
        }

        @Override
        public String range() {
            return LETTERS;
        }
    }

    /** Words for people, to be shown in place of a name. */
    record Text(String name, String absent) implements FieldKey {
        static final int LONGEST = 200;

        @Override
        public String type() {
            return "text";
        }

        @Override
        public String range() {
            return "1 to " + LONGEST + " characters, no control characters";
        }
    }

    /** A block of lines, each read on its own. */
    record Lines(String name, String range, String absent) implements FieldKey {
        @Override
        public String type() {
            return "block of lines";
        }

        @Override
        public String unit() {
            return "us";
        }
    }

    /** Names that were given elsewhere; {@code range} says whose. */
    record Names(String name, boolean isList, String range, String absent) implements FieldKey {
        @Override
        public String type() {
            return isList ? "name or list of names" : "name";
        }
    }

    /** An error number. */
    record ErrorNumber(String name) implements FieldKey {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public String absent() {
            return "no error";
        }

        @Override
        public String range() {
            return "1 to 4095, or one of " + String.join(", ", new TreeSet<>(ERRORS.keySet()));
        }
    }

    /** Yes or no. */
    record Flag(String name) implements FieldKey {
        @Override
        public String type() {
            return "flag";
        }

        @Override
        public String absent() {
            return REQUIRED;
        }

        @Override
        public String range() {
            return "true, false";
        }
    }

    /** More keys inside, or a list of such; {@code range} says where they are described. */
    record Inner(String name, String type, String range, String absent) implements FieldKey {}
}
