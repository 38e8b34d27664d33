package io.gpusched.cli.command;

import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.requests.RequestCost;
import io.gpusched.files.scenario.ScenarioWriter;
import io.gpusched.views.text.ReadingNotes;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a scenario of a recorded trace, to be edited. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Writes a recorded trace as a scenario, with one job on each line. 'gpusched run' plays it with the same result as the trace, "
                        + "until you edit it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched import samples/steamvr-desktop.trace.txt -o desktop.yaml",
            "  gpusched import samples/steamvr-desktop.trace.txt -o what-if.yaml --priority RenderThread=high --credits 1",
            "  gpusched run desktop.yaml --policy fair"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String MADE_OF = "Made by 'gpusched import' of ";

    private final Console console;

    @Parameters(
            paramLabel = "TRACE",
            description =
                    "A recorded trace: text as tracefs or trace-cmd print it, or trace.dat, packed or not; or a trace of requests to a "
                            + "service, see docs/requests.md.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The scenario to write; its name ends in .yaml.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path output;

    @Option(names = "--force", description = "Replace the scenario if it exists.")
    private boolean force;

    @Mixin
    private final Overrides overrides = new Overrides();

    @Mixin
    private final TraceOptions traceOptions = new TraceOptions();

    /** Makes the command. */
    public ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Inputs inputs = new Inputs(console);
        if (!inputs.isRequests(file)) {
            inputs.requireTrace(file);
        }
        if (!Inputs.isScenario(output)) {
            throw BadInput.ofFile(
                    output.toString(), "this is not the name of a scenario; expected a name that ends in .yaml");
        }
        if (!force && Files.exists(output)) {
            throw BadInput.ofFile(
                    output.toString(), "this file exists; choose another name, or replace it with --force");
        }
        OutputFile.requireApart(file, List.of(output));
        try (OutputFile scenario = OutputFile.create(output)) {
            write(scenario);
        }
        return ExitCode.FINE;
    }

    private void write(OutputFile scenario) {
        Inputs inputs = new Inputs(console);
        if (inputs.isRequests(file)) {
            RequestCost cost = traceOptions.requests().cost(file);
            Workload requests = inputs.played(file, traceOptions).workload();
            write(scenario, requests, List.of(MADE_OF + "requests; " + cost.words() + "."));
        } else {
            Replay replay = inputs.replay(file, traceOptions);
            write(scenario, replay.workload(), comments(replay));
        }
    }

    private void write(OutputFile scenario, Workload read, List<String> comments) {
        Workload workload = overrides.applyTo(read);
        PrintStream text = new PrintStream(scenario.stream(), false, StandardCharsets.UTF_8);
        new ScenarioWriter(workload, line -> text.append(line).append('\n')).write(comments);
        text.flush();
        scenario.complete();
        console.say(output + ": " + workload.jobs() + " jobs written");
    }

    private List<String> comments(Replay replay) {
        List<String> comments = new ArrayList<>();
        comments.add(MADE_OF + "a recorded trace; docs/scenario.md says what can be changed.");
        comments.addAll(ReadingNotes.of(String.valueOf(file.getFileName()), replay));
        return comments;
    }
}
