package io.gpusched.views.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
public final class Units {
    private static final int SIGNIFICANT = 3;

    private Units() {}

    /** Nanoseconds as milliseconds with three decimals, which is whole microseconds. */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    /** Nanoseconds as milliseconds in few characters: three decimals below a second, one above. */
    public static String shortMillis(long nanos) {
        return nanos < 999_999_500 ? millis(nanos) : roughMillis(nanos);
    }

    /** Nanoseconds as milliseconds with one decimal. */
    private static String roughMillis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    /** Nanoseconds as milliseconds with three significant digits, or more if there are more before the point: 0.0301, 4.1, 103, 1117. */
    public static String significantMillis(long nanos) {
        return significant(nanos / 1e6);
    }

    /** A number with three significant digits, or more if there are more before the point; never with an exponent. */
    public static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact.round(new MathContext(SIGNIFICANT));
        int decimals = Math.max(0, SIGNIFICANT - rounded.precision() + rounded.scale());
        return exact.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** A share as a percentage with one decimal. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }

    /** Returns a text that is no longer than some room, of at least one character; a tilde at its end says that it was cut. */
    public static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, room - 1) + "~";
    }

    /** A rate with one decimal. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }
}
