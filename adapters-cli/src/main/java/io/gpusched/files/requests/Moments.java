package io.gpusched.files.requests;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Moments as traces of requests write them: {@code 2023-11-16 18:15:46.6805900}, with or without a zone, or seconds. */
final class Moments {
    /** What a moment looks like, for messages. */
    static final String EXPECTED = "a time such as 2023-11-16 18:15:46.68, or a number of seconds such as 12.5";

    private static final int DATE_AND_TIME = 19;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final long SECONDS_OF_DAY = 86_400;

    private Moments() {}

    /** Returns a moment in nanoseconds from an origin that is the same for all, or nothing if the text is none. */
    static OptionalLong nanos(String text) {
        try {
            return text.length() >= DATE_AND_TIME && text.charAt(4) == '-' ? dated(text) : seconds(text);
        } catch (NumberFormatException | DateTimeException | ArithmeticException notATime) {
            return OptionalLong.empty();
        }
    }

    /** Whoever traces a service does not change the zone in between, so it is left out. */
    private static OptionalLong dated(String text) {
        boolean separated = text.charAt(7) == '-'
                && (text.charAt(10) == ' ' || text.charAt(10) == 'T')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
        if (!separated) {
            return OptionalLong.empty();
        }
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        long seconds = number(text, 11, 13) * 3_600L + number(text, 14, 16) * 60L + number(text, 17, 19);
        int end = DATE_AND_TIME;
        long nanos = 0;
        if (end < text.length() && text.charAt(end) == '.') {
            end++;
            int digits = 0;
            for (; end < text.length() && Character.isDigit(text.charAt(end)); end++) {
                if (digits < NANO_DIGITS) {
                    nanos = nanos * 10 + Character.digit(text.charAt(end), 10);
                    digits++;
                }
            }
            for (; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        if (!text.substring(end).matches("|Z|[+-]\\d\\d:?\\d\\d")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Math.addExact(Math.multiplyExact(day.toEpochDay() * SECONDS_OF_DAY + seconds, NANOS_OF_SECOND), nanos));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static OptionalLong seconds(String text) {
        double seconds = Double.parseDouble(text);
        boolean isTime = seconds >= 0 && seconds < 1e9;
        return isTime ? OptionalLong.of(Math.round(seconds * NANOS_OF_SECOND)) : OptionalLong.empty();
    }
}
