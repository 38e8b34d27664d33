package io.gpusched.cli.command;

import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.BrokenRule;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.files.Input;
import io.gpusched.files.TextFiles;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.problem.NearestFile;
import io.gpusched.files.problem.Trouble;
import io.gpusched.files.requests.RequestReader;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.views.text.ReadingNotes;
import io.gpusched.words.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what commands work on, whatever its form. A file's form shows in the end of its name, in front of one that says how it is packed:
 * {@code a.yaml.gz} is a scenario. Standard input, which commands call {@code -}, has no name, so that its content decides.
 */
final class Inputs {
    private final Console console;

    Inputs(Console console) {
        this.console = console;
    }

    /**
     * Reads a workload: a case or a scenario by the end of the file's name, otherwise a recorded trace. What a trace does not hold
     * takes its defaults.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Workload workload(Path file) {
        return workload(file, new TraceOptions());
    }

    /**
     * Reads a workload that is no recorded trace and that other options may change later.
     *
     * @param requests how long requests take, if it is a trace of those
     * @throws BadInput with everything that is wrong with the file
     */
    Workload workload(Path file, RequestOptions requests) {
        requireThere(file);
        if (isRequests(file)) {
            return requests(file, requests).workload();
        }
        requests.refuseFor(file);
        return workload(file);
    }

    /**
     * What was read to be played.
     *
     * @param replay the recorded trace that it is made of; null for others
     */
    record Played(Workload workload, @Nullable Replay replay) {}

    /**
     * Reads a workload.
     *
     * @param options what a trace does not hold
     * @throws BadInput with everything that is wrong with the file, or if there are options for a trace and it is none
     */
    Workload workload(Path file, TraceOptions options) {
        return played(file, options).workload();
    }

    /**
     * Reads a workload, and keeps the recording that it is made of.
     *
     * @param options what a trace does not tell
     * @throws BadInput with everything that is wrong with the file, or if there are options for a trace and it is none
     */
    Played played(Path file, TraceOptions options) {
        requireThere(file);
        String name = file.toString();
        if (!isTrace(file)) {
            options.refuseFor(file);
        }
        if (form(file) != InputForm.REQUESTS) {
            options.requests().refuseFor(file);
        }
        return switch (form(file)) {
            case CASE ->
                played(
                        options.withLatency(BadInput.unless(
                                CaseReader.read(name, lines(file), console.limits(), console.providers()))),
                        null);
            case SCENARIO ->
                played(
                        options.withLatency(BadInput.unless(
                                ScenarioReader.read(name, text(file), Latency.USUAL, console.providers()))),
                        null);
            case REQUESTS -> {
                Played requests = requests(file, options.requests());
                yield played(options.withLatency(requests.workload()), null);
            }
            case RECORDED -> {
                requireNoEvents(file);
                Replay replay = replay(file, options);
                requirePlayable(file, replay.workload());
                yield played(replay.workload(), replay);
            }
        };
    }

    /** What names no backend runs on the one that was chosen on the command line. */
    private Played played(Workload workload, @Nullable Replay replay) {
        BackendChoice chosen = console.providers().chosen();
        return new Played(chosen == null ? workload : workload.withBackend(chosen), replay);
    }

    private Played requests(Path file, RequestOptions options) {
        return played(options.workload(file, text(file), console), null);
    }

    /** Tells whether a file is a trace of requests. */
    boolean isRequests(Path file) {
        return form(file) == InputForm.REQUESTS;
    }

    /** Tells whether a file is taken for a recorded trace: everything is that is neither a case, nor a scenario, nor a trace of requests. */
    boolean isTrace(Path file) {
        return form(file) == InputForm.RECORDED;
    }

    /** Tells whether a file is a case. */
    boolean isCase(Path file) {
        return form(file) == InputForm.CASE;
    }

    /** Tells whether a file is a scenario by its name. */
    static boolean isScenario(Path file) {
        return InputForm.byName(file) == InputForm.SCENARIO;
    }

    private InputForm form(Path file) {
        if (StandardInput.isMeant(file)) {
            return byContent(file);
        }
        InputForm form = InputForm.byName(file);
        return form == InputForm.RECORDED
                        && RequestReader.isRequests(
                                TextFiles.beginning(input(file).content()))
                ? InputForm.REQUESTS
                : form;
    }

    private InputForm byContent(Path file) {
        return looksLikeTrace(file)
                ? InputForm.RECORDED
                : InputForm.byContent(TextFiles.beginning(input(file).content()));
    }

    /**
     * Refuses a file that is not a recorded trace by its name.
     *
     * @throws BadInput if it is a case or a scenario
     */
    void requireTrace(Path file) {
        if (!isTrace(file)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "this is a case or a scenario; expected a recorded trace. 'gpusched run' plays all three");
        }
    }

    /** Tells whether a file looks like a recorded trace; false also if it cannot be read. */
    boolean looksLikeTrace(Path file) {
        return TraceFiles.looksLikeTrace(input(file).content());
    }

    /** Tells whether a file is what {@code run --events} wrote; false also if it cannot be read. */
    boolean isEventFile(Path file) {
        List<String> beginning = TextFiles.beginning(input(file).content());
        return !beginning.isEmpty() && EventFileReader.isEventFile(beginning.getFirst());
    }

    /**
     * Reads a recorded trace, and says what was read and what was left out.
     *
     * @param options what it does not hold
     * @throws BadInput with everything that is wrong with the file or the options
     */
    Replay replay(Path file, TraceOptions options) {
        Recording recording = recording(file);
        Replay replay = Replay.of(recording, options.of(file, recording));
        tell(file, replay);
        return replay;
    }

    /** Says what was read of a trace, what was left out, and how the trace is replayed. */
    void tell(Path file, Replay replay) {
        ReadingNotes.of(file.toString(), replay).forEach(console::say);
    }

    /**
     * Reads a recorded trace; shows how far it is.
     *
     * @throws BadInput with everything that is wrong with the file
     */
    Recording recording(Path file) {
        requireThere(file);
        Input input = input(file);
        try (ProgressLine progress = console.progress("reading " + file, Amount.BYTES)) {
            return BadInput.unless(TraceFiles.read(input, console.limits(), progress::at));
        }
    }

    /** What a trace holds passes the same rules as what people write. */
    private static void requirePlayable(Path file, Workload workload) {
        List<BrokenRule> broken = WorkloadRules.unplayable(workload);
        if (!broken.isEmpty()) {
            throw BadInput.ofFile(
                    file.toString(),
                    "what was recorded cannot be played: " + broken.getFirst().rule());
        }
    }

    /** What happened cannot be played again. */
    private void requireNoEvents(Path file) {
        if (isEventFile(file)) {
            throw BadInput.ofFile(
                    file.toString(),
                    "these are the events of a run, and cannot be played; 'gpusched verify " + file
                            + "' checks them, and 'gpusched why " + file + " JOB' explains them");
        }
    }

    /**
     * Refuses a file that is not there.
     *
     * @throws BadInput with the nearest name
     */
    static void requireThere(Path file) {
        if (StandardInput.isMeant(file)) {
            return;
        }
        if (file.toString().isEmpty()) {
            throw BadInput.ofFile("''", "this is not the name of a file; expected a file to read");
        }
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            throw BadInput.ofFile(file.toString(), missing(file));
        } catch (IOException failure) {
            throw BadInput.ofFile(file.toString(), "cannot be read: " + Trouble.reason(failure));
        }
    }

    private static String missing(Path file) {
        try {
            return "this is a link to "
                    + Shown.quoted(Files.readSymbolicLink(file).toString()) + ", and there is no such file";
        } catch (IOException | UnsupportedOperationException noLink) {
            return "no such file; check the path" + NearestFile.hint(file);
        }
    }

    /** Returns a file, or the copy of standard input. */
    Input input(Path file) {
        return StandardInput.isMeant(file)
                ? new Input(StandardInput.NAME, console.standardInput().file(console.limits()))
                : Input.of(file);
    }

    /**
     * Reads a text.
     *
     * @throws BadInput if there is none
     */
    String text(Path file) {
        requireThere(file);
        return BadInput.unless(TextFiles.read(input(file), console.limits()));
    }

    /**
     * Reads the lines of a text.
     *
     * @throws BadInput if there is none
     */
    List<String> lines(Path file) {
        return text(file).lines().toList();
    }
}
