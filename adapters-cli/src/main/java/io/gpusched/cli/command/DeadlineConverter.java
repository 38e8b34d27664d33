package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code CLIENT=TIME}. */
final class DeadlineConverter implements ITypeConverter<Setting<Long>> {
    @Override
    public Setting<Long> convert(String text) {
        Setting<Long> read = Setting.read(text, DeadlineConverter::nanos, "a time, as in 16.6ms");
        if (read.subject().equals(Setting.ALL)) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " names no client; expected CLIENT=TIME, as in compositor=16.6ms");
        }
        return read;
    }

    private static @Nullable Long nanos(String word) {
        try {
            return new DurationConverter().convert(word);
        } catch (TypeConversionException noTime) {
            return null;
        }
    }
}
