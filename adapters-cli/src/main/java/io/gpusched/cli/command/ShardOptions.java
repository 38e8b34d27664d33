package io.gpusched.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say who plays the shards of a study, and where what is finished is kept. */
final class ShardOptions {
    /** What stands for the numbers that come through standard input. */
    static final String FROM_INPUT = "-";

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description =
                    "The folder for what is finished and for the results; a study that was interrupted goes on from there. Default: the "
                            + "name of the study with .results, in the current folder.")
    private @Nullable Path results;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many processes play. 0: this one alone. The results are the same. Default: as many as there are processors.")
    private @Nullable Integer workers;

    @Option(
            names = "--shard",
            paramLabel = "N",
            description =
                    "Play only the shard with that number and keep it in the folder, for clusters. -: the shards whose numbers come through "
                            + "standard input, one a line; each number is printed when it is finished.")
    private @Nullable String shard;

    @Option(
            names = "--merge",
            description =
                    "Play nothing: make the results of the shards that are in the folder, and say if one is missing.")
    private boolean merge;

    @Option(
            names = "--missing",
            description =
                    "Play nothing: print the numbers of the shards that are to be played next, one a line; none if the study is finished.")
    private boolean missing;

    /**
     * Refuses options that contradict each other.
     *
     * @throws ParameterException if they do
     */
    void check(CommandSpec spec) {
        if ((shard != null ? 1 : 0) + (merge ? 1 : 0) + (missing ? 1 : 0) > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--shard, --merge and --missing exclude each other; give one of them");
        }
        if (shard != null && !shard.equals(FROM_INPUT) && !shard.matches("[0-9]{1,9}")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + shard + "' is not a valid --shard; expected a number from 0 on, or -");
        }
        if (workers != null && workers < 0) {
            throw new ParameterException(spec.commandLine(), "--workers is " + workers + "; expected 0 or more");
        }
    }

    /** Tells whether some shards were named, so that no results are wanted. */
    boolean areNamed() {
        return shard != null;
    }

    /** Returns the shards that were named: a number, or {@link #FROM_INPUT}. */
    String named() {
        return shard == null ? FROM_INPUT : shard;
    }

    /** Tells whether nothing is to be played. */
    boolean isMerge() {
        return merge;
    }

    /** Tells whether only the numbers of missing shards are wanted. */
    boolean isMissing() {
        return missing;
    }

    /** Returns how many processes play; 0 for this one alone. */
    int workers() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }

    /** Returns the folder of a study. */
    Path folder(Path study) {
        if (results != null) {
            return results;
        }
        String name = String.valueOf(study.getFileName());
        int end = name.lastIndexOf('.');
        return Path.of((end < 0 ? name : name.substring(0, end)) + ".results");
    }
}
