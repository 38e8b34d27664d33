package io.gpusched.cli.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes, such as {@code 512m}. */
final class SizeConverter implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([kmgt]?)");
    private static final String UNITS = "kmgt";
    private static final int BITS = 10;

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a size; expected a number of bytes with k, m, g or t behind it, as in 512m");
        }
        String unit = size.group(2);
        int shift = unit.isEmpty() ? 0 : BITS * (UNITS.indexOf(unit) + 1);
        return Long.parseLong(size.group(1)) << shift;
    }
}
