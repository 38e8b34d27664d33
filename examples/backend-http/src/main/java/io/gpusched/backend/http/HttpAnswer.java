package io.gpusched.backend.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/**
 * What the API answered.
 *
 * @param status the status of HTTP
 * @param retryAfter the field Retry-After; empty if there is none
 * @param date the field Date; empty if there is none
 */
record HttpAnswer(int status, String retryAfter, String date) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;
    private static final int REDIRECTION = 300;
    private static final int MOST_DIGITS = 9;

    boolean isSuccess() {
        return status >= OK && status < REDIRECTION;
    }

    /** Tells whether the API wants the request again later. */
    boolean isTooEarly() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /**
     * Returns how long the API wants everybody to wait, in nanoseconds. It says so in seconds, or as a time of its own clock, which is compared with the
     * Date of the same answer and never with a clock here.
     *
     * @param otherwise what counts if it says nothing that can be read
     */
    long pauseNanos(long otherwise) {
        if (retryAfter.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return TimeUnit.SECONDS.toNanos(Long.parseLong(retryAfter));
        }
        try {
            Duration pause = Duration.between(time(date), time(retryAfter));
            return Math.max(0, pause.toNanos());
        } catch (DateTimeException | ArithmeticException unreadable) {
            return otherwise;
        }
    }

    private static ZonedDateTime time(String field) {
        return ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
