package io.gpusched.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The option that names jars of users. It is looked at before all others, wherever it stands, because what is in the jars decides which policies and
 * backends those may name.
 */
final class ClassPathOption {
    static final String NAME = "--class-path";

    @Option(names = NAME, split = ":")
    private List<Path> paths = List.of();

    /** Returns the paths on a command line; none if the option is wrong there, which is said when everything is read. */
    static List<Path> in(String... args) {
        if (Arrays.stream(args).noneMatch(each -> each.startsWith(NAME))) {
            return List.of();
        }
        ClassPathOption found = new ClassPathOption();
        try {
            new CommandLine(found)
                    .setExpandAtFiles(false)
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(args);
        } catch (ParameterException wrong) {
            return List.of();
        }
        return found.paths;
    }
}
