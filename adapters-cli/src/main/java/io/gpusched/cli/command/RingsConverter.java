package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many rings stand in the place of one. */
final class RingsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            throw new TypeConversionException(Shown.quoted(text) + " is not a number of rings; expected 1 to 99");
        }
        return Integer.valueOf(text);
    }
}
