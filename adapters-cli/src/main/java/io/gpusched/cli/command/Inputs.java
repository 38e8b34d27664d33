package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.casefile.CaseReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads what commands work on, whatever its form. */
final class Inputs {
    private Inputs() {}

    /**
     * Reads a workload.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    static Workload workload(Path file) {
        return BadInput.unless(CaseReader.read(file.toString(), lines(file)));
    }

    private static List<String> lines(Path file) {
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(file.toString(), "is a folder; expected a file");
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException missing) {
            throw BadInput.ofFile(file.toString(), "no such file; check the path");
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be read: " + failure.getMessage());
        }
    }
}
