package io.gpusched.cli.command;

import io.gpusched.application.event.Labels;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.CreditsRule;
import io.gpusched.application.recording.ReplayOptions.HardwareRule;
import io.gpusched.application.recording.ReplayOptions.Pacing;
import io.gpusched.application.recording.ReplayOptions.PacingRule;
import io.gpusched.application.recording.ReplayOptions.PriorityRule;
import io.gpusched.application.workload.LatencyChange;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.problem.Problem;
import io.gpusched.words.Shown;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for what a recorded trace does not hold, for every command that takes a trace. */
final class TraceOptions {
    private static final String PRIORITY = "--priority";
    private static final String JOB_CREDITS = "--job-credits";
    private static final String LOOP = "--loop";
    private static final String HARDWARE = "--hardware";
    private static final String PLACEMENT = "--placement";

    /** Which ring a recorded job goes to. */
    enum Placement {
        /** To the one that the load balancer chooses. */
        BALANCED,
        /** To the one that it was recorded on. */
        RECORDED
    }

    @Option(
            names = PRIORITY,
            paramLabel = "CLIENT=PRIORITY",
            converter = PriorityConverter.class,
            description =
                    "The priority of a client: kernel, high, normal or low. In a recorded trace, CLIENT may also be a process or a "
                            + "fence context. Repeat the option for other clients. Default: normal in a trace.")
    private List<Setting<Priority>> priorities = List.of();

    @Option(
            names = JOB_CREDITS,
            paramLabel = "[CLIENT=]N",
            converter = CreditsConverter.class,
            description = "The credits that a job takes, for all clients or for one. Default: 1.")
    private List<Setting<Integer>> jobCredits = List.of();

    @Option(
            names = LOOP,
            paramLabel = "[CLIENT=]LOOP",
            converter = PacingConverter.class,
            description =
                    "When clients submit, all of them or one. open: at the recorded times; closed: a client that had waited for its "
                            + "job waits for it again, and then takes as long as it took; detected: open or closed, by what the client did. "
                            + "Default: detected.")
    private List<Setting<Pacing>> pacings = List.of();

    @Option(
            names = HARDWARE,
            paramLabel = "[RING=]KIND",
            converter = RingKindConverter.class,
            description =
                    "How rings work, all of them or one. serial: one job after another; overlapping: all jobs on the ring at once. "
                            + "Default: serial.")
    private List<Setting<RingKind>> hardware = List.of();

    @Option(
            names = PLACEMENT,
            paramLabel = "PLACEMENT",
            description =
                    "Recorded traces only: which ring a job goes to if its client uses several. balanced: to the one that the load "
                            + "balancer chooses; recorded: to the one that it was recorded on. Default: balanced.")
    private @Nullable Placement placement;

    @Option(
            names = "--latency",
            paramLabel = "LATENCY",
            converter = LatencyConverter.class,
            description =
                    "How fast worker, hardware and clients react. none: at once; usual: as a running Linux was measured; recorded: as "
                            + "the trace shows it; or parts, as in worker=30us,completion=none,client=50us..90us, and the others stay "
                            + "as they are. Default: recorded in a trace, else as the input says.")
    private LatencyChange latency = LatencyChange.NOTHING;

    @Mixin
    private final RequestOptions requests = new RequestOptions();

    /** Returns the options for traces of requests. */
    RequestOptions requests() {
        return requests;
    }

    /** Returns the names of those of these options that were given and are for traces only, or for traces and comparisons. */
    private List<String> given() {
        return Stream.of(
                        priorities.isEmpty() ? "" : PRIORITY,
                        jobCredits.isEmpty() ? "" : JOB_CREDITS,
                        pacings.isEmpty() ? "" : LOOP,
                        hardware.isEmpty() ? "" : HARDWARE,
                        placement == null ? "" : PLACEMENT)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Tells whether any of these options was given. */
    boolean areGiven() {
        return !given().isEmpty() || !latency.equals(LatencyChange.NOTHING);
    }

    /** Returns a workload with the latency that these options ask for. */
    Workload withLatency(Workload workload) {
        return workload.withLatency(latency.of(workload.latency()));
    }

    /**
     * Refuses these options for an input that is not a trace; a case or a scenario holds these values itself.
     *
     * @throws BadInput if any was given
     */
    void refuseFor(Path file) {
        refuse(file, given());
    }

    private static void refuse(Path file, List<String> given) {
        if (!given.isEmpty()) {
            throw BadInput.ofFile(
                    file.toString(),
                    String.join(", ", given) + (given.size() == 1 ? " is" : " are")
                            + " for recorded traces only; change the scenario or the case instead");
        }
    }

    /**
     * Returns a scenario's workload with the priorities that these options give its clients. The others of these options are for traces.
     *
     * @throws BadInput if others were given, or with every name that the workload does not have
     */
    Workload withPriorities(Path file, Workload workload) {
        refuse(file, given().stream().filter(name -> !name.equals(PRIORITY)).toList());
        List<Problem> problems = new ArrayList<>();
        for (Setting<Priority> each : priorities) {
            if (!workload.clients().contains(each.subject())) {
                problems.add(Problem.ofFile(
                        file.toString(),
                        UnknownName.message(
                                PRIORITY,
                                "client",
                                each.subject(),
                                workload.clients(),
                                workload.clients().stream().distinct().toList())));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInput(Vector.ofAll(problems));
        }
        return withLatency(workload).withEntities(line -> line.withPriority(priorityOf(line)));
    }

    private Priority priorityOf(EntityLine line) {
        Priority last = line.priority();
        for (Setting<Priority> each : priorities) {
            last = each.subject().equals(line.name()) ? each.value() : last;
        }
        return last;
    }

    /**
     * Returns what these options say about a recording; policy and credit limits have their defaults.
     *
     * @throws BadInput with every name that the recording does not have
     */
    ReplayOptions of(Path file, Recording recording) {
        RecordedNames names = new RecordedNames(file.toString(), recording);
        ReplayOptions options = new ReplayOptions(
                ReplayOptions.DEFAULTS.policy(),
                jobCredits.stream()
                        .map(each -> new CreditsRule(names.clients(JOB_CREDITS, each.subject()), each.value()))
                        .toList(),
                ReplayOptions.DEFAULTS.creditLimit(),
                priorities.stream()
                        .map(each -> new PriorityRule(names.clients(PRIORITY, each.subject()), each.value()))
                        .toList(),
                pacings.stream()
                        .map(each -> new PacingRule(names.clients(LOOP, each.subject()), each.value()))
                        .toList(),
                hardware.stream()
                        .map(each -> new HardwareRule(names.rings(HARDWARE, each.subject()), each.value()))
                        .toList(),
                latency,
                placement == Placement.RECORDED);
        names.refuseUnknown();
        return options;
    }

    private static String oneOf(String what, Enum<?>[] constants) {
        return what + "; expected one of " + String.join(", ", Labels.of(constants));
    }

    /** Reads {@code CLIENT=PRIORITY}. */
    static final class PriorityConverter implements ITypeConverter<Setting<Priority>> {
        @Override
        public Setting<Priority> convert(String text) {
            Setting<Priority> read = Setting.read(
                    text, word -> Labels.find(Priority.values(), word), oneOf("a priority", Priority.values()));
            if (read.subject().equals(Setting.ALL)) {
                throw new TypeConversionException(
                        Shown.quoted(text) + " names no client; expected CLIENT=PRIORITY, as in Xorg=high");
            }
            return read;
        }
    }

    /** Reads {@code [CLIENT=]N}. */
    static final class CreditsConverter implements ITypeConverter<Setting<Integer>> {
        @Override
        public Setting<Integer> convert(String text) {
            return Setting.read(text, CreditsConverter::number, "a whole number from 1 to 1000000");
        }

        private static @Nullable Integer number(String word) {
            return word.matches("[1-9][0-9]{0,5}|1000000") ? Integer.valueOf(word) : null;
        }
    }

    /** Reads {@code [CLIENT=]LOOP}. */
    static final class PacingConverter implements ITypeConverter<Setting<Pacing>> {
        @Override
        public Setting<Pacing> convert(String text) {
            return Setting.read(text, word -> Labels.find(Pacing.values(), word), oneOf("a loop", Pacing.values()));
        }
    }

    /** Reads {@code [RING=]KIND}. */
    static final class RingKindConverter implements ITypeConverter<Setting<RingKind>> {
        @Override
        public Setting<RingKind> convert(String text) {
            return Setting.read(
                    text, word -> Labels.find(RingKind.values(), word), oneOf("a kind of ring", RingKind.values()));
        }
    }
}
