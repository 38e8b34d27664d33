package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.demo.Demo;
import io.gpusched.cli.demo.Desktop;
import io.gpusched.files.TraceFiles;
import io.gpusched.views.html.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Answers one question that matters to people. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "A recorded VR desktop shares its GPU with a training job: what happens to its frames, and what would help? "
                        + "Replays the recording alone, then with the training job under each policy.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched demo", "  gpusched run samples/steamvr-desktop.trace.txt --credits 1"})
final class DemoCommand implements Callable<Integer> {
    private static final String CAPTURE = "steamvr-desktop.trace.txt";
    private final Console console;

    @Mixin
    private final Exports exports = new Exports();

    @Mixin
    private final ReportOption report = new ReportOption();

    /** Makes the command. */
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Path> outputs = new ArrayList<>(exports.files());
        outputs.addAll(report.files());
        OutputFile.requireApart(outputs);
        try (ExportFiles files = exports.open();
                ReportFile page = report.open(console, new Made(console, null, true))) {
            Stretch frames = new Demo(
                            Desktop.of(capture()),
                            console.screen(),
                            console::drawn,
                            (name, workload) -> files.begin(name, workload).andThen(onlooker(page, name, workload)))
                    .run();
            files.complete();
            page.complete("A recorded VR desktop shares its GPU with a training job", null, frames);
        }
        console.line("");
        console.line("Try next:");
        console.command("  gpusched run samples/steamvr-desktop.trace.txt --policy fair --credits 1");
        console.command("  gpusched run samples/cases/reset-fair.case --print trace");
        return ExitCode.FINE;
    }

    /** The page compares what can be compared: the runs with the training job. */
    private static Consumer<Event> onlooker(ReportFile page, String name, Workload workload) {
        return name.equals(Demo.ALONE) ? event -> {} : page.begin(name, workload);
    }

    /** Reads the capture from the program's own jar, so that the demo runs from anywhere. */
    private static Recording capture() {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/samples/" + CAPTURE)) {
            return BadInput.unless(TraceFiles.read("samples/" + CAPTURE, Objects.requireNonNull(in, CAPTURE)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
