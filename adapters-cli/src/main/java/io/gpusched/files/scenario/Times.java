package io.gpusched.files.scenario;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 250us}, {@code 16.7ms}, {@code 2s}. */
public final class Times {
    /** What a time looks like, for messages. */
    public static final String EXPECTED = "a number with us, ms or s, in whole microseconds, as in 250us, 16.7ms or 2s";

    private static final Pattern TIME = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,9})?) ?(us|ms|s)");
    private static final Map<String, BigDecimal> MICROS =
            Map.of("us", BigDecimal.ONE, "ms", BigDecimal.valueOf(1_000), "s", BigDecimal.valueOf(1_000_000));

    private Times() {}

    /** Returns a time in nanoseconds, or nothing if the text is none or is finer than a microsecond. */
    public static OptionalLong nanos(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return OptionalLong.empty();
        }
        BigDecimal micros = new BigDecimal(time.group(1))
                .multiply(MICROS.getOrDefault(time.group(2), BigDecimal.ONE))
                .stripTrailingZeros();
        return micros.scale() > 0 ? OptionalLong.empty() : OptionalLong.of(micros.longValueExact() * 1_000);
    }

    /** Writes whole microseconds, given in nanoseconds, with the largest unit that needs no decimals. */
    public static String text(long nanos) {
        long micros = nanos / 1_000;
        if (micros % 1_000 != 0) {
            return micros + "us";
        }
        return micros % 1_000_000 == 0 ? micros / 1_000_000 + "s" : micros / 1_000 + "ms";
    }
}
