package io.gpusched.files.casefile;

import io.gpusched.application.event.Labels;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.problem.Problems;
import io.gpusched.files.problem.Token;
import io.gpusched.words.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@code key=value} fields of one line. Every method that reads one adds a problem if the field is missing or wrong, and returns a
 * value that lets reading go on; the result counts only if no problem was noted.
 */
final class Fields {
    /** The largest time that is taken, in microseconds: a hundred years and a few. */
    static final long MAX_MICROS = 4_000_000_000_000_000L;

    static final int MAX_COUNT = 1_000_000_000;

    private static final String OPTIONAL = "?";
    private static final int MAX_ERRNO = 4095;
    private final Token directive;
    private final Problems problems;
    private final Map<String, Token> values = new LinkedHashMap<>();
    private boolean told;

    /**
     * Takes the fields of a line apart. A line with fields that are missing, doubled or none gives one problem, whatever else it lacks.
     *
     * @param known the keys that the line may have; those that it may lack end in a question mark
     */
    Fields(Token directive, List<Token> tokens, Problems problems, List<String> known) {
        this.directive = directive;
        this.problems = problems;
        List<String> keys = known.stream().map(Fields::key).toList();
        for (Token token : tokens) {
            read(token, keys);
        }
        List<String> missing = known.stream()
                .filter(key -> !key.endsWith(OPTIONAL) && !values.containsKey(key))
                .map(key -> "'" + key + "='")
                .toList();
        if (!missing.isEmpty()) {
            tell(
                    directive,
                    "'" + directive.text() + "' needs the field" + (missing.size() == 1 ? " " : "s ")
                            + String.join(", ", missing));
        }
    }

    private static String key(String known) {
        return known.endsWith(OPTIONAL) ? known.substring(0, known.length() - 1) : known;
    }

    private void tell(Token at, String message) {
        if (!told) {
            problems.add(at, message);
        }
        told = true;
    }

    private void read(Token token, List<String> known) {
        int equals = token.text().indexOf('=');
        String key = equals < 0 ? token.text() : token.text().substring(0, equals);
        if (equals < 0 || !known.contains(key)) {
            tell(
                    token,
                    Shown.quoted(token.text()) + " is not a field of " + Shown.quoted(directive.text())
                            + "; expected key=value with one of " + String.join(", ", known));
        } else if (values.containsKey(key)) {
            tell(token, "field " + Shown.quoted(key) + " is given twice; remove one");
        } else if (equals + 1 == token.text().length()) {
            tell(token, "field " + Shown.quoted(key) + " has no value");
        } else {
            values.put(key, token.part(equals + 1, token.text().length()));
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Returns the value of a required field; its text is empty if it is missing, which was reported before. */
    Token required(String key) {
        Token value = values.get(key);
        if (value == null) {
            return new Token(directive.line(), directive.column(), "");
        }
        return value;
    }

    long number(String key, long min, long max) {
        return has(key) ? number(required(key), key, min, max, problems) : min;
    }

    int integer(String key, int min, int max) {
        return (int) number(key, min, max);
    }

    int integerOr(String key, int absent, int min, int max) {
        return has(key) ? integer(key, min, max) : absent;
    }

    /** Reads whole microseconds and returns nanoseconds. */
    long microsAsNanos(String key) {
        return number(key, 0, MAX_MICROS) * 1_000;
    }

    boolean flag(String key) {
        return integer(key, 0, 1) == 1;
    }

    @Nullable
    Errno errnoOrNull(String key) {
        return has(key) ? new Errno(integer(key, 1, MAX_ERRNO)) : null;
    }

    /** Reads an errno; 0 means none. */
    @Nullable
    Errno errnoOrZero(String key) {
        int number = integer(key, 0, MAX_ERRNO);
        return number == 0 ? null : new Errno(number);
    }

    /** Reads one of several words. */
    <T> @Nullable T word(String key, List<T> choices, Function<T, String> label) {
        if (!has(key)) {
            return null;
        }
        Token value = required(key);
        return choose(value, Shown.quoted(key), choices, label, problems);
    }

    static <T> @Nullable T choose(
            Token value, String what, List<T> choices, Function<T, String> label, Problems problems) {
        for (T each : choices) {
            if (label.apply(each).equals(value.text())) {
                return each;
            }
        }
        problems.add(
                value,
                what + " is " + Shown.quoted(value.text()) + "; expected one of "
                        + String.join(", ", choices.stream().map(label).toList()));
        return null;
    }

    static long number(Token value, String what, long min, long max, Problems problems) {
        String text = value.text();
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() <= 19;
        if (digits) {
            try {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException tooLarge) {
                // Said below, with the range.
            }
        }
        problems.add(
                value,
                Shown.quoted(what) + " is " + Shown.quoted(text) + "; expected a whole number from " + min + " to "
                        + max);
        return min;
    }

    /** Reads a priority; normal if there is none that exists, which is then a problem. */
    static Priority priority(Fields fields, String key) {
        Priority priority = fields.word(key, List.of(Priority.values()), Labels::of);
        return priority == null ? Priority.NORMAL : priority;
    }
}
