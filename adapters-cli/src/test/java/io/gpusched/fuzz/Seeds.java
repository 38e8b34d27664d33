package io.gpusched.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The inputs from which fuzzing starts: small well-formed ones, and all that was ever found. */
final class Seeds {
    private static final Path ALL = Path.of("src", "test", "resources", "fuzz");

    private Seeds() {}

    /** Returns the name of a reader's folder. */
    static String folder(ReaderUnderTest reader) {
        return reader.name().toLowerCase(Locale.ROOT);
    }

    /** Returns where the seeds of a reader are. */
    static Path of(ReaderUnderTest reader) {
        return ALL.resolve(folder(reader));
    }

    /** Returns the seeds of a reader. */
    static List<Path> files(ReaderUnderTest reader) throws IOException {
        try (Stream<Path> files = Files.list(of(reader))) {
            return files.sorted().toList();
        }
    }
}
