package io.gpusched.cli.command;

import io.gpusched.words.Shown;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options whose value is a list, separated by commas. */
final class Lists {
    private Lists() {}

    /**
     * Refuses lists with an empty place, since picocli ignores empty places at the end: the author of {@code fifo,} has forgotten something.
     *
     * @throws ParameterException if one of these options has such a value
     */
    static void requireWhole(CommandSpec spec, String... options) {
        ParseResult parsed = spec.commandLine().getParseResult();
        for (String name : options) {
            OptionSpec option = parsed.matchedOption(name);
            if (option != null) {
                option.originalStringValues().forEach(value -> requireWhole(spec, name, value));
            }
        }
    }

    private static void requireWhole(CommandSpec spec, String name, String value) {
        if (Arrays.stream(value.split(",", -1)).anyMatch(String::isBlank)) {
            throw new ParameterException(
                    spec.commandLine(),
                    Shown.quoted(value) + " of " + name + " has an empty place; expected values separated by commas");
        }
    }
}
