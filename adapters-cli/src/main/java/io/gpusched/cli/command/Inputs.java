package io.gpusched.cli.command;

import io.gpusched.application.workload.Replay;
import io.gpusched.application.workload.ReplayOptions;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.casefile.CaseReader;
import io.gpusched.cli.report.ReadingNotes;
import io.gpusched.cli.tracefile.TraceFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads what commands work on, whatever its form. */
final class Inputs {
    private static final String CASE = ".case";
    private final Console console;

    Inputs(Console console) {
        this.console = console;
    }

    /**
     * Reads a workload: a case, or a recorded trace. What a trace does not tell takes its defaults.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Workload workload(Path file) {
        if (file.toString().endsWith(CASE)) {
            return BadInput.unless(CaseReader.read(file.toString(), lines(file)));
        }
        Replay replay = replay(file);
        ReadingNotes.of(file.toString(), replay).forEach(console.err()::println);
        return replay.workload();
    }

    /**
     * Reads a recorded trace.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    static Replay replay(Path file) {
        return Replay.of(BadInput.unless(TraceFiles.read(file, (read, all) -> {})), ReplayOptions.DEFAULTS);
    }

    private static List<String> lines(Path file) {
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(file.toString(), "is a folder; expected a file");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .lines()
                    .toList();
        } catch (NoSuchFileException missing) {
            throw BadInput.ofFile(file.toString(), "no such file; check the path");
        } catch (CharacterCodingException binary) {
            throw BadInput.ofFile(file.toString(), "this is not text; expected a case file in UTF-8");
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be read: " + failure.getMessage());
        }
    }
}
