package io.gpusched.cli.command;

import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.problem.NearestFile;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.views.text.ReadingNotes;
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
        return workload(file, new TraceOptions());
    }

    /**
     * Reads a workload.
     *
     * @param options what a trace does not tell
     * @throws BadInput with everything that is wrong with the file, or if there are options for a trace and it is none
     */
    Workload workload(Path file, TraceOptions options) {
        requireThere(file);
        String name = file.toString();
        if (!isTrace(file)) {
            options.refuseFor(file);
        }
        return switch (extension(name)) {
            case "case" ->
                options.withLatency(
                        BadInput.unless(CaseReader.read(name, text(file).lines().toList())));
            case "yaml", "yml" ->
                options.withLatency(BadInput.unless(ScenarioReader.read(name, text(file), Latency.USUAL)));
            default -> {
                requireNoEvents(file);
                yield replay(file, options).workload();
            }
        };
    }

    /** Tells whether a file is taken for a recorded trace: everything is that is neither a case nor a scenario by its name. */
    static boolean isTrace(Path file) {
        return switch (extension(file.toString())) {
            case "case", "yaml", "yml" -> false;
            default -> true;
        };
    }

    /** Tells whether a file is a case by its name. */
    static boolean isCase(Path file) {
        return extension(file.toString()).equals("case");
    }

    /** Tells whether a file is a scenario by its name. */
    static boolean isScenario(Path file) {
        return switch (extension(file.toString())) {
            case "yaml", "yml" -> true;
            default -> false;
        };
    }

    /**
     * Refuses what is no recorded trace by its name.
     *
     * @throws BadInput if it is a case or a scenario
     */
    static void requireTrace(Path file) {
        if (!isTrace(file)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "this is a case or a scenario by its name; expected a recorded trace. 'gpusched run' plays both");
        }
    }

    /**
     * Reads a recorded trace, and tells what was read and left out.
     *
     * @param options what it does not tell
     * @throws BadInput with everything that is wrong with the file or the options
     */
    Replay replay(Path file, TraceOptions options) {
        Recording recording = recording(file);
        Replay replay = Replay.of(recording, options.of(file, recording));
        tell(file, replay);
        return replay;
    }

    /** Tells what was read of a trace and left out, and how it is replayed. */
    void tell(Path file, Replay replay) {
        ReadingNotes.of(file.toString(), replay).forEach(console.err()::println);
    }

    /**
     * Reads a recorded trace; shows how far it is.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Recording recording(Path file) {
        requireThere(file);
        try (ProgressLine progress = console.progress("reading " + file, Amount.BYTES)) {
            return BadInput.unless(TraceFiles.read(file, progress::at));
        }
    }

    /** What happened cannot be played again. */
    private static void requireNoEvents(Path file) {
        if (ExplainedRun.isEventFile(file)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "tells of a run that is over; 'gpusched verify " + file + "' judges it, and 'gpusched why " + file
                            + " JOB' explains it");
        }
    }

    /**
     * Refuses a file that is not there.
     *
     * @throws BadInput with the nearest name
     */
    static void requireThere(Path file) {
        if (file.toString().equals("-")) {
            throw BadInput.ofFile("-", "standard input is not read; save it to a file and give its name");
        }
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
