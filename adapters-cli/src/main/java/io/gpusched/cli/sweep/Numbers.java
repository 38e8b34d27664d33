package io.gpusched.cli.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them: four digits that count, and never an exponent. */
public final class Numbers {
    private static final MathContext SHORT = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /** Returns a number in short; a dash if there is none. */
    public static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "-";
        }
        BigDecimal rounded = new BigDecimal(number).round(SHORT);
        if (rounded.scale() > MOST_DECIMALS) {
            rounded = rounded.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN);
        }
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
