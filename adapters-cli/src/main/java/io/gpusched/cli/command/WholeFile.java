package io.gpusched.cli.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Writes a file so that it is there as a whole or not at all: into a neighbour first, which then takes its name. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a file.
     *
     * @param replace whether to replace one that is there
     * @param content is given what takes the lines, without their ends
     * @throws BadInput if there is one already, or if it cannot be written
     */
    static void write(Path file, boolean replace, Consumer<Consumer<String>> content) {
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(file.toString(), "is a folder; expected the name of a file to write");
        }
        if (!replace && Files.exists(file)) {
            throw BadInput.ofFile(file.toString(), "is there already; choose another name, or replace it with --force");
        }
        Path neighbour = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(neighbour, StandardCharsets.UTF_8)) {
                content.accept(line -> write(writer, line));
            }
            Files.move(neighbour, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be written: " + failure.getMessage());
        } finally {
            remove(neighbour);
        }
    }

    private static void write(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(Path neighbour) {
        try {
            Files.deleteIfExists(neighbour);
        } catch (IOException stays) {
            // Nothing can be done about it, and the failure to write is told already.
        }
    }
}
