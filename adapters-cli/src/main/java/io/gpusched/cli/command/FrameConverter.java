package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code CLIENT=JOBS}: how many jobs make a frame. */
final class FrameConverter implements ITypeConverter<Setting<Integer>> {
    @Override
    public Setting<Integer> convert(String text) {
        Setting<Integer> read = Setting.read(text, FrameConverter::number, "a whole number of jobs from 1 to 9999");
        if (read.subject().equals(Setting.ALL)) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " names no client; expected CLIENT=JOBS, as in game=3");
        }
        return read;
    }

    private static @Nullable Integer number(String word) {
        return word.matches("[1-9][0-9]{0,3}") ? Integer.valueOf(word) : null;
    }
}
