package io.gpusched.cli.command;

import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.duel.Duel;
import io.gpusched.cli.duel.DuelFinding;
import io.gpusched.cli.duel.DuelMeasure;
import io.gpusched.cli.duel.DuelSearch;
import io.gpusched.cli.duel.DuelWorkload;
import io.gpusched.cli.duel.GeneratedWorkload;
import io.gpusched.cli.duel.NearbyWorkload;
import io.gpusched.cli.duel.SearchMethod;
import io.gpusched.cli.experiment.NearestCase;
import io.gpusched.cli.experiment.RealTime;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.DuelReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches workloads on which one policy is worse than another. */
@Command(
        name = "duel",
        mixinStandardHelpOptions = true,
        description =
                "Searches workloads on which the first policy is worse for a client than the second, by the largest factor. What is "
                        + "found is sorted into families by the decisions that make the difference; each is made as small as it can be, "
                        + "and printed with the reason, a token and a case. Exit code 1 if something was found.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched duel fair fifo --tries 3000   # exit code 1: it finds some",
            "  gpusched duel rr fair --measure share --clients 2 --tries 2000   # exit code 1",
            "  gpusched duel fifo fair --from samples/video-and-training.yaml --tries 20   # exit code 1"
        })
final class DuelCommand implements Callable<Integer> {
    private static final long USUAL_NANOS = 60_000_000_000L;
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long SEARCHING_OF_HUNDRED = 75;
    private static final long HUNDRED = 100;
    private static final int MOST_CLIENTS = 26;
    private static final int MOST_JOBS = 1_000;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description = "The policy that is asked about: rr, fifo, fair, sfq or sfq-strict.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Policy first;

    @Parameters(
            index = "1",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            completionCandidates = PolicyConverter.Names.class,
            description = "The policy that it is compared with.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Policy second;

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            defaultValue = "frame",
            description =
                    "What is worse for a client: frame (the mean time of its frames; a frame is what it queues at one time, with "
                            + "what waits for that), p99 (the 99th percentile of those times), finish (when its last job is done), throughput "
                            + "(when the last job of all is done), share (its part of the ring while all have work). Default: ${DEFAULT-VALUE}.")
    private DuelMeasure measure = DuelMeasure.FRAME;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most jobs of a client. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "4",
            description = "The most clients, at least 2. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop after that time, as in 10s; the last quarter is for making small. Default: 60s.")
    private @Nullable Long nanos;

    @Option(
            names = "--tries",
            paramLabel = "N",
            description =
                    "Stop after N workloads instead. The same number and seed find the same, on whatever machine.")
    private @Nullable Long tries;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The seed of the search. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--factor",
            paramLabel = "FACTOR",
            defaultValue = "1.5",
            description = "The factor from which a difference counts, above 1. Default: ${DEFAULT-VALUE}.")
    private double factor = DuelSearch.USUAL_FACTOR;

    @Option(
            names = "--search",
            paramLabel = "METHOD",
            defaultValue = "evolution",
            description =
                    "How the next workload is chosen: evolution (it descends from the best of some families), climbing (a "
                            + "neighbour of the best so far), random. Default: ${DEFAULT-VALUE}.")
    private SearchMethod method = SearchMethod.EVOLUTION;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Start from a recorded trace, a scenario or a case, and stay near it: at most three changes, such as another "
                            + "priority of a client, or longer jobs. Jobs are submitted at the times of the file.")
    private @Nullable Path from;

    @Option(
            names = "--save",
            paramLabel = "FOLDER",
            description = "Write each smallest workload to FAMILY.case in this folder.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PatchOption patchOption = new PatchOption();

    /** Makes the command. */
    public DuelCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        requireSound();
        DuelWorkload start = start();
        Duel duel = new Duel(first, second, measure);
        DuelSearch search = new DuelSearch(duel, method, factor, seed);
        List<DuelFinding> found;
        try (ProgressLine progress = console.progress("searching", Amount.of("workloads"))) {
            Span span = new Span(RealTime.start(), nanos != null ? nanos : tries == null ? USUAL_NANOS : NO_LIMIT);
            found = search.run(
                    start,
                    span.limit(() -> tries != null && search.tries() >= tries),
                    count -> progress.within(span.nanos() == NO_LIMIT ? ProgressLine.UNKNOWN : span.searchNanos())
                            .at(count, tries == null ? ProgressLine.UNKNOWN : tries));
        }
        DuelReport.table(duel, found, search.tries(), factor).forEach(console::line);
        found.forEach(this::print);
        return found.isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    /** The time of a search: the first part is for searching, and the families share the rest. */
    private record Span(LongSupplier clock, long nanos) {
        long searchNanos() {
            return nanos / HUNDRED * SEARCHING_OF_HUNDRED;
        }

        DuelSearch.Limit limit(BooleanSupplier enough) {
            return new DuelSearch.Limit() {
                @Override
                public boolean isSearchOver() {
                    return enough.getAsBoolean() || clock.getAsLong() >= searchNanos();
                }

                @Override
                public boolean isShrinkingOver(int family, int families) {
                    return clock.getAsLong() >= searchNanos() + (nanos - searchNanos()) / families * family;
                }
            };
        }
    }

    private void requireSound() {
        if (first.equals(second)) {
            throw wrong("both policies are " + first.label() + "; expected two different ones");
        }
        requireWithin("--jobs", jobs, 1, MOST_JOBS);
        requireWithin("--clients", clients, 2, MOST_CLIENTS);
        if (tries != null && tries < 1) {
            throw wrong("--tries is " + tries + "; expected a whole number of at least 1");
        }
        if (!(factor > 1)) {
            throw wrong("--factor is " + factor + "; expected a number above 1");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw BadInput.ofFile(folder.toString(), "there is no such folder; expected one for the cases");
        }
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option + " is " + value + "; expected a whole number from " + least + " to " + most);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private DuelWorkload start() {
        if (from == null) {
            return GeneratedWorkload.random(new SplittableRandom(seed), clients, jobs);
        }
        for (String option : List.of("--jobs", "--clients")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw wrong(option + " does not go with --from, which has its own jobs and clients");
            }
        }
        Workload read = new Inputs(console).workload(from).withLatency(Latency.NONE);
        List<String> names = read.clients();
        Workload flat = NearestCase.of(read)
                .orElseThrow(() -> BadInput.ofFile(
                        String.valueOf(from), "it cannot be written as a case, from which the search would start"));
        List<String> left = new ArrayList<>(names);
        return new NearbyWorkload(flat.withEntities(line -> line.withName(left.removeFirst())), List.of());
    }

    private void print(DuelFinding finding) {
        console.line("");
        DuelReport.lines(finding).forEach(console::line);
        finding.token()
                .ifPresent(token -> console.command("repeat it   gpusched replay " + token + patchOption.again()));
        finding.largestToken()
                .filter(token -> !finding.token().equals(java.util.Optional.of(token)))
                .ifPresent(token -> console.command("the largest gpusched replay " + token + patchOption.again()));
        finding.caseLines().ifPresent(lines -> {
            console.line("");
            lines.forEach(console::line);
            if (folder != null) {
                save(folder.resolve(finding.result().family().label() + ".case"), lines);
            }
        });
    }

    private static void save(Path file, List<String> lines) {
        try (OutputFile output = OutputFile.create(file)) {
            output.stream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            output.complete();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
