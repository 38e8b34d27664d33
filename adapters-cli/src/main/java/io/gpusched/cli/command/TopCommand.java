package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.LiveDesk;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.cli.terminal.FullScreen;
import io.gpusched.cli.terminal.JLineScreen;
import io.gpusched.cli.top.LiveFigures;
import io.gpusched.cli.top.Snapshot;
import io.gpusched.cli.top.Steered;
import io.gpusched.cli.top.TopLoop;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a run while it is going on. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a workload in real time and shows, several times a second, the rings with their credits and the entities with "
                    + "their queues, waits and shares of the GPU. Without FILE, it plays a busy desktop for a minute.",
            "",
            "Keys: q or Ctrl-C quits, p or the space bar pauses submission to all rings and resumes it, the arrows (or k and "
                    + "j) select an entity, + and - change its priority. At the end it prints the summary of 'gpusched run'.",
            "",
            "Into a file or a pipe it writes a line each second, and then the summary."
        },
        exitCodeList = {
            "0:fine: the workload was over, or the user quit",
            "2:bad input or usage",
            "70:internal error; please report it",
            "129:ended by a hangup, after the summary",
            "143:ended by a termination signal, after the summary"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched top", "  gpusched top samples/inference-and-hog.yaml --policy rr --queue virtual-thread"})
final class TopCommand implements Callable<Integer> {
    private static final int HANGUP = 1;
    private static final int TERMINATION = 15;
    private static final String BUSY = "busy-minute.yaml";
    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A scenario, a case, or a recorded trace, as for 'gpusched run'.")
    private @Nullable Path file;

    @Mixin
    private final BackendOptions backendOptions = new BackendOptions();

    @Mixin
    private final Overrides overrides = new Overrides();

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            defaultValue = "executor",
            converter = QueueConverter.class,
            completionCandidates = QueueConverter.Names.class,
            description =
                    "Who runs the scheduler's work: executor, a pool of threads; virtual-thread, one virtual thread. "
                            + "Default: ${DEFAULT-VALUE}.")
    private Queue queue = Queue.EXECUTOR;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Makes the command. */
    public TopCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        backendOptions.choose(console);
        if (queue == Queue.VIRTUAL_TIME) {
            throw new ParameterException(
                    spec.commandLine(), "a run in virtual time is over at once; expected executor or virtual-thread");
        }
        Workload workload = overrides
                .applyTo(file == null ? busyMinute() : new Inputs(console).workload(file))
                .withLatency(Latency.NONE);
        RunSummary summary = new RunSummary(workload);
        LiveFigures figures = new LiveFigures(workload.clients());
        LiveDesk desk = LiveDesk.open(queue, workload, summary.andThen(figures));
        Object usualInterrupt = Signals.register("INT", desk::end);
        Object usualHangup = Signals.register("HUP", () -> desk.end(HANGUP));
        Object usualTermination = Signals.register("TERM", () -> desk.end(TERMINATION));
        try (desk) {
            watch(new TopLoop(new Steering(desk, figures), title()));
        } finally {
            Signals.unregister("INT", usualInterrupt);
            Signals.unregister("HUP", usualHangup);
            Signals.unregister("TERM", usualTermination);
        }
        summary.print(console);
        return desk.signal() == 0 ? ExitCode.FINE : ExitCode.OF_SIGNAL + desk.signal();
    }

    private void watch(TopLoop loop) {
        if (console.surroundings().isInteractive()) {
            try (FullScreen screen = JLineScreen.take()) {
                loop.on(screen, console.screen().colour());
            }
        } else {
            loop.into(console::line);
        }
    }

    private String title() {
        return "gpusched top: " + (file == null ? "a busy minute" : file) + ", in real time on " + queue.label();
    }

    /** Reads the scenario from the program's own jar, so that it runs from anywhere. */
    private static Workload busyMinute() {
        try (InputStream in = TopCommand.class.getResourceAsStream("/samples/" + BUSY)) {
            String text = new String(Objects.requireNonNull(in, BUSY).readAllBytes(), StandardCharsets.UTF_8);
            return BadInput.unless(ScenarioReader.read("samples/" + BUSY, text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The run behind the desk. */
    private record Steering(LiveDesk desk, LiveFigures figures) implements Steered {
        @Override
        public Optional<Snapshot> snapshot() {
            return desk.look(figures::of);
        }

        @Override
        public void pause() {
            desk.pause();
        }

        @Override
        public void resume() {
            desk.resume();
        }

        @Override
        public void setPriority(int entity, Priority priority) {
            desk.setPriority(entity, priority);
        }

        @Override
        public boolean awaitEnd(long nanos) {
            return desk.awaitEnd(nanos);
        }
    }
}
