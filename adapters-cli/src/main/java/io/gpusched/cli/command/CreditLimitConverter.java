package io.gpusched.cli.command;

import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.words.Shown;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a credit limit, or {@code recorded} for {@link ReplayOptions#AS_RECORDED}. */
final class CreditLimitConverter implements ITypeConverter<Integer> {
    private static final String RECORDED = "recorded";

    @Override
    public Integer convert(String text) {
        if (text.equals(RECORDED)) {
            return ReplayOptions.AS_RECORDED;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " is not a credit limit; expected a whole number of at least 1, or "
                            + Shown.quoted(RECORDED) + " for a recorded trace");
        }
        return Integer.valueOf(text);
    }
}
