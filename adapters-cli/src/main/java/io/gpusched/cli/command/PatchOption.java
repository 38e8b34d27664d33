package io.gpusched.cli.command;

import io.gpusched.cli.experiment.Museum;
import io.gpusched.cli.museum.Mutation;
import io.gpusched.cli.museum.PatchedProgram;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The option that changes the scheduler's own source. The whole command then runs in a {@link io.gpusched.cli.museum.MutatedWorld}, in which
 * the changed source was compiled, with the same words: in there, the option has been done and is not looked at again.
 */
final class PatchOption {
    static final String PATCH = "--patch";

    @Option(
            names = PATCH,
            paramLabel = "FILE.diff",
            description =
                    "Change the scheduler's source first: a unified diff of files in domain, application or adapters-gpu-sim, as git "
                            + "diff prints it. It is compiled in memory; the program and its files stay as they are.")
    private @Nullable Path patch;

    /** Returns the option as it was given, with a blank in front, to be added to a command that repeats something; else nothing. */
    String again() {
        return patch == null ? "" : " " + PATCH + " " + patch;
    }

    /** Tells whether a command was given this option. */
    static boolean isGiven(ParseResult command) {
        return command.hasMatchedOption(PATCH);
    }

    /**
     * Runs a command where the source is changed.
     *
     * @param command the command, which was given this option
     * @param args all words of the command line
     * @return the exit code
     */
    static int runPatched(ParseResult command, List<String> args, Console console) {
        try {
            return program(command.matchedOptionValue(PATCH, Path.of("")), console)
                    .run(
                            console.in(),
                            console.out(),
                            console.err(),
                            console.surroundings().settings(),
                            console.clock(),
                            args);
        } catch (BadInput bad) {
            throw new ExecutionException(command.commandSpec().commandLine(), bad.getMessage(), bad);
        }
    }

    /**
     * Runs a command where the source is changed, and shows only what it says on stderr.
     *
     * @param args the command, without this option
     * @return the exit code
     * @throws BadInput if the change does not fit
     */
    static int runQuietly(Path patch, List<String> args, Console console) {
        return program(patch, console)
                .run(
                        InputStream.nullInputStream(),
                        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        console.err(),
                        console.surroundings().settings(),
                        console.clock(),
                        args);
    }

    private static PatchedProgram program(Path patch, Console console) {
        try {
            Mutation mutation = Mutation.of(new Inputs(console).text(patch));
            if (mutation.sources().isEmpty()) {
                throw BadInput.ofFile(patch.toString(), "it is empty; expected a unified diff, as git diff prints it");
            }
            PatchedProgram program = Museum.program(mutation, ProgramOfAPatch.class);
            console.say(
                    patch + ": changed " + String.join(", ", mutation.sources().keySet()));
            return program;
        } catch (Mutation.Misfit misfit) {
            throw BadInput.ofFile(patch.toString(), String.valueOf(misfit.getMessage()));
        }
    }
}
