package io.gpusched.cli.command;

import io.gpusched.domain.sched.Scheduler;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a timeout such as {@code 500us}, {@code 10ms}, {@code 2s} or {@code none}, in nanoseconds. */
final class DurationConverter implements ITypeConverter<Long> {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s)");
    private static final Map<String, Long> NANOS = Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    @Override
    public Long convert(String text) {
        if (text.equals("none")) {
            return Scheduler.NO_TIMEOUT;
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long nanos = Long.parseLong(matcher.group(1)) * NANOS.getOrDefault(matcher.group(2), 0L);
            if (nanos > 0) {
                return nanos;
            }
        }
        throw new TypeConversionException("'" + text
                + "' is not a duration; expected a whole number above 0 with us, ms or s, as in 10ms, or 'none'");
    }
}
