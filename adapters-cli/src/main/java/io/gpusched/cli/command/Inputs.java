package io.gpusched.cli.command;

import io.gpusched.application.workload.Recording;
import io.gpusched.application.workload.Replay;
import io.gpusched.application.workload.ReplayOptions;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.casefile.CaseReader;
import io.gpusched.cli.report.ReadingNotes;
import io.gpusched.cli.scenario.NearestFile;
import io.gpusched.cli.scenario.ScenarioReader;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.cli.tracefile.TraceFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads what commands work on, whatever its form. */
final class Inputs {
    private final Console console;

    Inputs(Console console) {
        this.console = console;
    }

    /**
     * Reads a workload, in the form that the end of the file's name tells: a case, a scenario, or else a recorded trace. What a
     * trace does not tell takes its defaults.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Workload workload(Path file) {
        requireThere(file);
        String name = file.toString();
        return switch (extension(name)) {
            case "case" ->
                BadInput.unless(CaseReader.read(name, text(file).lines().toList()));
            case "yaml", "yml" -> BadInput.unless(ScenarioReader.read(name, text(file)));
            default -> replayed(file);
        };
    }

    private Workload replayed(Path file) {
        Replay replay = replay(file);
        ReadingNotes.of(file.toString(), replay).forEach(console.err()::println);
        return replay.workload();
    }

    /**
     * Reads a recorded trace and makes a workload of it.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Replay replay(Path file) {
        return Replay.of(recording(file), ReplayOptions.DEFAULTS);
    }

    /**
     * Reads a recorded trace.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Recording recording(Path file) {
        requireThere(file);
        try (ProgressLine progress = console.progress("reading " + file, Amount.BYTES)) {
            return BadInput.unless(TraceFiles.read(file, progress::at));
        }
    }

    private static void requireThere(Path file) {
        if (!Files.exists(file)) {
            throw BadInput.ofFile(file.toString(), "no such file; check the path" + NearestFile.hint(file));
        }
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a text.
     *
     * @throws BadInput if there is none
     */
    static String text(Path file) {
        requireThere(file);
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(file.toString(), "is a folder; expected a file");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw BadInput.ofFile(file.toString(), "this is not text; expected a text in UTF-8");
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be read: " + failure.getMessage());
        }
    }
}
