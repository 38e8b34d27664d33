package io.gpusched.cli.command;

import io.gpusched.domain.time.Nanos;
import io.gpusched.files.scenario.Times;
import io.gpusched.words.Shown;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a timeout such as {@code 500us}, {@code 16.7ms}, {@code 2s} or {@code none}, in nanoseconds. */
final class DurationConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (text.equals("none")) {
            return Nanos.NO_LIMIT;
        }
        long nanos = Times.nanos(text).orElse(0);
        if (nanos == 0) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " is not a duration above 0; expected " + Times.EXPECTED + ", or 'none'");
        }
        return nanos;
    }
}
