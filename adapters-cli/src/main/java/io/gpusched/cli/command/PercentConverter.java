package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a percentage from 0 to 100. */
final class PercentConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,2}|100")) {
            throw new TypeConversionException(Shown.quoted(text) + " is not a percentage; expected 0 to 100");
        }
        return Integer.valueOf(text);
    }
}
