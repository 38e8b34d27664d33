package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.application.insight.RunMeasure.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a setting has to keep: the mean of a measure on one side of a limit.
 *
 * @param measure what is measured
 * @param below whether the mean has to be below the limit; above it otherwise
 * @param limit the limit, in the unit of the measure
 */
public record StudyGoal(RunMeasure measure, boolean below, double limit) {
    /** What a goal looks like, for messages. */
    public static final String EXPECTED =
            "a measure, < or >, and a limit, as in \"p99(compositor) < 8ms\" or \"throughput > 400\"; times need us, ms or s";

    private static final Pattern FORM = Pattern.compile("(.+?)\\s*([<>])\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(us|ms|s|)");
    private static final Map<String, BigDecimal> MILLIS =
            Map.of("us", new BigDecimal("0.001"), "ms", BigDecimal.ONE, "s", BigDecimal.valueOf(1_000));

    /** Reads a goal; returns null if the text is none. */
    public static @Nullable StudyGoal of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        RunMeasure measure = RunMeasure.of(form.group(1));
        if (measure == null) {
            return null;
        }
        boolean isTime = measure.quantity() == Quantity.LATENCY || measure.quantity() == Quantity.WAIT;
        String unit = form.group(4);
        if (isTime == unit.isEmpty()) {
            return null;
        }
        BigDecimal number = new BigDecimal(form.group(3));
        BigDecimal limit = isTime ? number.multiply(MILLIS.getOrDefault(unit, BigDecimal.ONE)) : number;
        return limit.signum() == 0 ? null : new StudyGoal(measure, form.group(2).equals("<"), limit.doubleValue());
    }

    /** Returns by how much a value misses the goal; negative if it keeps it. */
    double missedBy(double value) {
        return below ? value - limit : limit - value;
    }

    @Override
    public String toString() {
        return measure.name() + (below ? " < " : " > ") + Numbers.text(limit) + " "
                + measure.quantity().unit();
    }
}
