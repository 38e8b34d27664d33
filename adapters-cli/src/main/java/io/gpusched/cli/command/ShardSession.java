package io.gpusched.cli.command;

import io.gpusched.cli.sweep.Numbers;
import io.gpusched.cli.sweep.ShardPlayer;
import io.gpusched.cli.sweep.ShardWorkers;
import io.gpusched.cli.sweep.Study;
import io.gpusched.cli.sweep.StudyFolder;
import io.gpusched.cli.sweep.StudyResults;
import io.gpusched.cli.sweep.StudyRun;
import io.gpusched.cli.sweep.StudySearch;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.files.problem.Trouble;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.words.Shown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The shards of one study in one folder: played here, by worker processes, or merged. */
final class ShardSession {
    private static final String MAIN = "io.gpusched.cli.Main";
    private static final List<String> WORKER_OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final Console console;
    private final Study study;
    private final Path file;
    private final ShardOptions options;
    private final StudyFolder folder;

    /**
     * Takes the folder of a study.
     *
     * @throws BadInput if it has the results of another study, or cannot be read
     */
    ShardSession(Console console, Study study, Path file, ShardOptions options) {
        this.console = console;
        this.study = study;
        this.file = file;
        this.options = options;
        Path path = options.folder(file);
        this.folder = new StudyFolder(path, study.fingerprint());
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw BadInput.ofFile(path.toString(), "this is not a folder; expected one for the results");
            }
            Optional<String> other = folder.otherStudy();
            if (other.isPresent()) {
                throw BadInput.ofFile(
                        path.toString(),
                        "this folder has results of another study, or of this one before it was changed; choose another with --results, or "
                                + "delete it");
            }
        } catch (IOException failure) {
            throw BadInput.ofFile(path.toString(), "cannot be read: " + Trouble.reason(failure));
        }
    }

    /** Returns the folder. */
    StudyFolder folder() {
        return folder;
    }

    /**
     * Plays the shards that were named, and no others.
     *
     * @throws BadInput if a number is none of the study's
     */
    void playNamed() {
        if (!options.named().equals(ShardOptions.FROM_INPUT)) {
            play(options.named());
            return;
        }
        try (BufferedReader numbers = new BufferedReader(
                new InputStreamReader(console.standardInput().stream(), StandardCharsets.US_ASCII))) {
            for (String line = numbers.readLine(); line != null; line = numbers.readLine()) {
                if (!line.isBlank()) {
                    play(line.strip());
                    console.out().flush();
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void play(String number) {
        int all = study.shards(study.plan().effort().atMost());
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) >= all) {
            throw BadInput.ofFile(
                    file.toString(),
                    "there is no shard " + Shown.quoted(number) + "; expected a number from 0 to " + (all - 1));
        }
        int shard = Integer.parseInt(number);
        if (!folder.isFinished(shard)) {
            folder.write(shard, study.play(shard));
        }
        console.line(Integer.toString(shard));
    }

    /**
     * Returns the results, of shards that are there and of those that it plays.
     *
     * @throws BadInput if shards are missing and nothing is to be played
     */
    StudyResults results() {
        return results(StudyRun::results);
    }

    /**
     * Returns the results as far as a search needs them.
     *
     * @throws BadInput if shards are missing and nothing is to be played
     */
    StudyResults results(StudySearch search) {
        return results((run, progress) -> run.results(search, progress));
    }

    /** One of the ways in which a study can come to an end. */
    private interface Ending {
        StudyResults results(StudyRun run, Consumer<StudyResults> progress);
    }

    private StudyResults results(Ending ending) {
        if (options.isMerge()) {
            return results(this::refuseMissing, ending);
        }
        if (options.workers() == 0) {
            return results(this::playHere, ending);
        }
        try (ShardWorkers workers = new ShardWorkers(
                ShardWorkers.thisProgram(workerOptions(), MAIN, workerArguments()),
                options.workers(),
                folder.path().resolve("workers.log"))) {
            Files.createDirectories(folder.path());
            return results(workers, ending);
        } catch (IOException failure) {
            throw BadInput.ofFile(folder.path().toString(), "cannot be written: " + Trouble.reason(failure));
        }
    }

    private StudyResults results(ShardPlayer player, Ending ending) {
        int most = study.plan().effort().atMost();
        try (ProgressLine progress = console.progress("playing " + file, Amount.of("replications"))) {
            return ending.results(new StudyRun(study, folder, player), soFar -> {
                if (progress.isShown()) {
                    progress.note("widest interval +-" + Numbers.text(soFar.widestPercent()) + " %");
                    progress.at(soFar.replications(), most);
                }
            });
        }
    }

    private void playHere(List<Integer> shards, IntConsumer finished) {
        for (int shard : shards) {
            folder.write(shard, study.play(shard));
            finished.accept(shard);
        }
    }

    /** Prints the shards that are to be played next: those of the round in which the study is. */
    void printMissing() {
        try {
            results(
                    (shards, finished) -> {
                        throw new Missing(shards);
                    },
                    StudyRun::results);
        } catch (Missing next) {
            next.shards.forEach(each -> console.line(Integer.toString(each)));
        }
    }

    /** Ends a run that was only to find out what it would play. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Integer> shards;

        Missing(List<Integer> shards) {
            super("shards are missing", null, false, false);
            this.shards = shards;
        }
    }

    private void refuseMissing(List<Integer> shards, IntConsumer finished) {
        throw BadInput.ofFile(
                folder.path().toString(),
                shards.size() + (shards.size() == 1 ? " shard is" : " shards are") + " missing, the first is "
                        + shards.getFirst() + "; play it with 'gpusched sweep " + file + " --results " + folder.path()
                        + " --shard " + shards.getFirst() + "', or leave --merge out");
    }

    private List<String> workerArguments() {
        ReadingLimits limits = console.limits();
        return List.of(
                "sweep",
                file.toString(),
                "--results",
                folder.path().toString(),
                "--shard",
                ShardOptions.FROM_INPUT,
                ReadingLimits.JOBS_OPTION,
                Integer.toString(limits.jobs()));
    }

    /** A worker has as much memory as this process was given. */
    private static List<String> workerOptions() {
        List<String> options = new ArrayList<>(WORKER_OPTIONS);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("-Xm"))
                .forEach(options::add);
        return options;
    }
}
