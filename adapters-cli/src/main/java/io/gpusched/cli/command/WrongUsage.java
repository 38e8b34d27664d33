package io.gpusched.cli.command;

import io.gpusched.files.problem.Flood;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains in one line what is wrong with a command line, suggests the nearest right word, and names the help. */
final class WrongUsage implements IParameterExceptionHandler {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Pattern INVALID = Pattern.compile("^Invalid value for option '(-[\\w-]+)'[^:]*: ");
    private final Console console;

    WrongUsage(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        if (wrong.getCause() instanceof BadInput bad) {
            Flood.lines(bad.problems()).forEach(line -> console.say("gpusched: " + line));
            return ExitCode.BAD_INPUT;
        }
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        String message = withoutEnd(message(wrong, command));
        String help = "'" + command.qualifiedName() + " --help'";
        console.say("gpusched: " + message + (message.endsWith("?") ? " See " : "; see ") + help);
        return ExitCode.BAD_INPUT;
    }

    private static String message(ParameterException wrong, CommandSpec command) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().getFirst(), command);
        }
        String message =
                Shown.of(String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
        message = INVALID.matcher(message).replaceFirst("$1: ");
        if (wrong instanceof MissingParameterException) {
            message = missing(message);
        }
        String value = wrong.getValue();
        List<String> words = wrong.getCause() instanceof PolicyConverter.NoPolicy none
                ? none.known()
                : candidates(wrong.getArgSpec());
        if (value != null && isNumber(wrong.getArgSpec())) {
            return Shown.quoted(value) + " is not a valid " + name(wrong.getArgSpec()) + "; expected a whole number";
        }
        if (value == null || words.isEmpty()) {
            return message;
        }
        return Shown.quoted(value) + " is not a valid " + name(wrong.getArgSpec()) + "; expected one of "
                + String.join(", ", words) + hint(value, words);
    }

    /** Picocli begins its messages with a capital, and names a parameter in quotes. */
    private static String missing(String message) {
        return message.replace("Missing required parameter for option", "missing value for")
                .replace("Missing required parameters:", "missing")
                .replace("Missing required parameter:", "missing")
                .replace("Missing required option:", "missing option")
                .replace("'", "");
    }

    private static String unknown(String word, CommandSpec command) {
        if (word.startsWith("-") && word.length() > 1) {
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            List<String> options = new ArrayList<>(command.optionsMap().keySet());
            return "unknown option " + Shown.quoted(name) + hint(name, options);
        }
        return command.subcommands().isEmpty()
                ? "unexpected argument " + Shown.quoted(word)
                : "unknown command " + Shown.quoted(word)
                        + hint(word, List.copyOf(command.subcommands().keySet()));
    }

    private static String name(@Nullable ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg == null ? "" : arg.paramLabel();
    }

    /** Tells whether picocli itself reads a value as a number; its own message for other values is less clear. */
    private static boolean isNumber(@Nullable ArgSpec arg) {
        return arg != null && arg.converters().length == 0 && NUMBERS.contains(arg.type());
    }

    /** Returns the words that an option or parameter takes, if it takes only some. */
    private static List<String> candidates(@Nullable ArgSpec arg) {
        return arg == null || arg.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                        .map(each -> each.toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static String hint(String written, List<String> words) {
        String hint = Nearest.hint(written, words);
        return hint.isEmpty() ? "" : ";" + hint;
    }

    private static String withoutEnd(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
