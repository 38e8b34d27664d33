package io.gpusched.cli.terminal;

import java.util.Locale;

/**
 * The unit in which progress is counted.
 *
 * @param unit in words, after the number
 * @param size how many of what is counted make one unit
 * @param decimals of a number of units
 */
public record Amount(String unit, double size, int decimals) {
    /** Bytes, shown as megabytes. */
    public static final Amount BYTES = new Amount("MB", 1e6, 1);

    /** Nanoseconds on a run's own clock, shown as seconds. */
    public static final Amount SIMULATED_TIME = new Amount("simulated s", 1e9, 1);

    /** Counts things: schedules, jobs, cases. */
    public static Amount of(String things) {
        return new Amount(things, 1, 0);
    }

    /** Returns a number of units, without the unit. */
    String number(long amount) {
        return text(amount / size, decimals);
    }

    /** Returns a number of units for each second, with a decimal where it is small. */
    String rate(double amountPerSecond) {
        double rate = amountPerSecond / size;
        return text(rate, rate < 10 ? 1 : decimals);
    }

    private static String text(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }
}
