package io.gpusched.cli.command;

import io.gpusched.application.recording.Replay;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.sweep.Study;
import io.gpusched.cli.sweep.SweepSetting;
import io.gpusched.files.problem.Nearest;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.requests.RequestCost;
import io.gpusched.files.requests.RequestTrace;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.files.scenario.StudyPlan;
import io.gpusched.files.scenario.StudyPlan.Source;
import io.gpusched.files.scenario.StudyReader;
import io.gpusched.words.Shown;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;

/** Reads a study with all that it plays. */
final class StudyInput {
    private static final int FINGERPRINT_BYTES = 8;

    private final Console console;
    private final Inputs inputs;
    private final List<Problem> problems = new ArrayList<>();
    private final MessageDigest digest;

    StudyInput(Console console) {
        this.console = console;
        this.inputs = new Inputs(console);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException noJava) {
            throw new IllegalStateException("every Java has SHA-256", noJava);
        }
    }

    /**
     * Reads a study.
     *
     * @throws BadInput with everything that is wrong with it or with what it plays
     */
    Study read(Path file) {
        String text = inputs.text(file);
        StudyPlan plan = BadInput.unless(StudyReader.read(file.toString(), text));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        List<LongFunction<Workload>> sources = new ArrayList<>();
        for (Source each : plan.sources()) {
            Path path = file.resolveSibling(each.file());
            if (!Files.isRegularFile(path)) {
                throw new BadInput(Vector.of(problem(
                        file, each, "there is no file " + path + "; expected one, relative to the file of the study")));
            }
            try {
                digest.update(Files.readAllBytes(path));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            sources.add(source(file, path, each));
        }
        Study study = new Study(
                file.toString(),
                plan,
                SweepSetting.all(plan),
                sources,
                HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES));
        requireClients(file, study);
        return study;
    }

    private static Problem problem(Path file, Source at, String message) {
        return new Problem(file.toString(), at.line(), at.column(), message);
    }

    private LongFunction<Workload> source(Path study, Path path, Source source) {
        boolean isRequests = inputs.isRequests(path);
        RequestCost cost = source.cost();
        if (isRequests != (cost != null)) {
            throw new BadInput(Vector.of(problem(
                    study,
                    source,
                    isRequests
                            ? "these are requests, and how long each takes is not known; give the workload a 'cost'"
                            : "this is not a trace of requests; remove the 'cost' of the workload")));
        }
        if (source.resampleNanos() > 0 && !isRequests) {
            throw new BadInput(Vector.of(problem(
                    study, source, "only requests can be drawn in blocks; remove the 'resample' of the workload")));
        }
        if (cost != null) {
            RequestTrace trace = RequestOptions.read(path.toString(), inputs.text(path), cost, console);
            console.say(source.name() + ": " + trace.requests().size() + " requests; " + cost.words());
            long block = source.resampleNanos();
            return seed -> (block == 0 ? trace : trace.resampled(block, seed)).workload(cost);
        }
        if (Inputs.isScenario(path)) {
            LongFunction<Validation<Seq<Problem>, Workload>> family = BadInput.unless(
                    ScenarioReader.family(path.toString(), inputs.text(path), Latency.USUAL, console.providers()));
            return seed -> BadInput.unless(family.apply(seed));
        }
        Inputs.Played played = inputs.played(path, new TraceOptions());
        Replay replay = played.replay();
        Workload workload = played.workload();
        if (replay != null) {
            inputs.tell(path, replay);
        }
        return seed -> workload.withLatency(withSeed(workload.latency(), seed));
    }

    private static Latency withSeed(Latency latency, long seed) {
        return new Latency(latency.worker(), latency.completion(), latency.client(), seed);
    }

    /** Each client that the study names is in at least one workload, as one that is in none is misspelt. */
    private void requireClients(Path file, Study study) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < study.sources().size(); i++) {
            int source = i;
            SweepSetting first = study.settings().stream()
                    .filter(each -> each.source() == source)
                    .findFirst()
                    .orElseThrow();
            known.addAll(study.workload(0, first).clients());
        }
        StudyPlan plan = study.plan();
        plan.measures().forEach(each -> requireClient(file, "'measures'", each.client(), known));
        plan.weights().forEach(each -> requireClient(file, "'weights'", each.client(), known));
        plan.priorities().forEach(each -> requireClient(file, "'priorities'", each.client(), known));
        if (!problems.isEmpty()) {
            throw new BadInput(Vector.ofAll(problems));
        }
    }

    private void requireClient(Path file, String where, String client, List<String> known) {
        if (!client.isEmpty() && !known.contains(client)) {
            problems.add(Problem.ofFile(
                    file.toString(),
                    where + " names the client " + Shown.quoted(client) + ", which no workload has;"
                            + Nearest.hint(client, known) + " expected one of "
                            + String.join(
                                    ", ", known.stream().distinct().limit(20).toList())));
        }
    }
}
