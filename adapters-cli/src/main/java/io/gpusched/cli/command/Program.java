package io.gpusched.cli.command;

import io.gpusched.application.workload.BackendUnavailable;
import io.gpusched.cli.experiment.EndlessRun;
import io.gpusched.files.problem.Flood;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, with what they have in common: how help looks, how wrong usage is explained, the exit codes. */
public final class Program {
    private static final int NARROW = 60;
    private static final int WIDE = 100;

    /** The commands, in the order in which help lists them. To look through the options of all of them would take half of a start. */
    private static final Map<String, Class<?>> COMMANDS = commandsByName();

    /** Commands about commands; they need all the others. */
    private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "man");

    private Program() {}

    private static Map<String, Class<?>> commandsByName() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("run", RunCommand.class);
        commands.put("top", TopCommand.class);
        commands.put("conformance", ConformanceCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("why", WhyCommand.class);
        commands.put("compare", CompareCommand.class);
        commands.put("duel", DuelCommand.class);
        commands.put("diff", DiffCommand.class);
        commands.put("study", StudyCommand.class);
        commands.put("sweep", SweepCommand.class);
        commands.put("search", SearchCommand.class);
        commands.put("fidelity", FidelityCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("explore", ExploreCommand.class);
        commands.put("faults", FaultsCommand.class);
        commands.put("liveness", LivenessCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("backends", BackendsCommand.class);
        commands.put("tck", TckCommand.class);
        commands.put("policies", PoliciesCommand.class);
        commands.put("museum", MuseumCommand.class);
        commands.put("help", HelpCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("man", ManCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    /**
     * Runs a command.
     *
     * @param console where it writes
     * @param args the command and its options
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(Console console, String... args) {
        console.called(args);
        int code;
        try {
            // What is in the jars decides which policies and backends the options may name.
            console.plugIn(ClassPathOption.in(args));
            code = of(console, args)
                    .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, console, args))
                    .execute(args);
        } catch (BadInput | Error failure) { // picocli hands on exceptions only
            code = explain(failure, console, args);
        }
        console.end();
        return code;
    }

    private static int explain(Throwable failure, Console console, String[] args) {
        if (failure instanceof BadInput bad) {
            Flood.lines(bad.problems()).forEach(line -> console.say("gpusched: " + line));
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof EndlessRun endless) {
            console.say("gpusched: " + endless.getMessage());
            return ExitCode.BAD_INPUT;
        }
        String missing = missingBackend(failure);
        if (missing != null) {
            console.say("gpusched: " + Shown.of(missing));
            return ExitCode.BAD_INPUT;
        }
        if (isOutOfMemory(failure)) {
            console.say("gpusched: out of memory at " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; give it more, as with GPUSCHED_JAVA_OPTS=-Xmx4g, or a smaller input");
            return ExitCode.BUG;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        console.say("gpusched: internal error; please report it with this command line: gpusched "
                + Shown.of(String.join(" ", List.of(args))));
        console.say(trace.toString().stripTrailing());
        return ExitCode.BUG;
    }

    /** Returns what a backend needs and does not find, or null; live runs make their backends on the writer, which wraps what is thrown. */
    private static @Nullable String missingBackend(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BackendUnavailable missing) {
                return missing.getMessage();
            }
        }
        return null;
    }

    private static boolean isOutOfMemory(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** Returns the command without a name, with all others below it, for a console. */
    public static CommandLine of(Console console) {
        return of(console, COMMANDS.keySet());
    }

    /**
     * Returns the command without a name, for some arguments: with the command that they begin with below it, or else with all.
     */
    public static CommandLine of(Console console, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return of(
                console, COMMANDS.containsKey(first) && !ABOUT_ALL.contains(first) ? Set.of(first) : COMMANDS.keySet());
    }

    private static CommandLine of(Console console, Set<String> names) {
        CommandLine root = new CommandLine(new GpuschedCommand(console), console.factory());
        names.forEach(each -> root.addSubcommand(each, Objects.requireNonNull(COMMANDS.get(each))));
        // Settings reach the commands that are there by now.
        root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> runKnown(parsed, console))
                .setParameterExceptionHandler(new WrongUsage(console))
                .setColorScheme(colours(console));
        layOut(root.getCommandSpec(), Math.clamp(console.screen().columns(), NARROW, WIDE), console);
        return root;
    }

    /** Picocli prints help whatever else stands on the command line; a command that does not exist has none. */
    private static int runKnown(ParseResult parsed, Console console) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!last.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(last.commandSpec().commandLine(), last.unmatched());
        }
        return PatchOption.isGiven(last) && !console.isPatched()
                ? PatchOption.runPatched(last, parsed.originalArgs(), console)
                : new CommandLine.RunLast().execute(parsed);
    }

    /** Returns the colours of help. */
    static Help.ColorScheme colours(Console console) {
        return Help.defaultColorScheme(console.screen().colour() ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /** Returns what the exit codes of all commands mean. */
    static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(Integer.toString(ExitCode.FINE), "fine");
        codes.put(Integer.toString(ExitCode.DIFFERENT), "the check failed, or found a difference");
        codes.put(Integer.toString(ExitCode.BAD_INPUT), "bad input or usage");
        codes.put(Integer.toString(ExitCode.BUG), "internal error; please report it");
        return codes;
    }

    /**
     * Returns a command by its name.
     *
     * @param asking the command that asks
     * @param name the name, or null for the command without one
     * @throws ParameterException if there is none of that name
     */
    static CommandSpec commandOrAll(CommandSpec asking, @Nullable String name) {
        CommandSpec root = asking.root();
        if (name == null) {
            return root;
        }
        CommandLine command = root.subcommands().get(name);
        if (command == null) {
            String hint = Nearest.hint(name, root.subcommands().keySet());
            throw new ParameterException(
                    asking.commandLine(), "unknown command " + Shown.quoted(name) + (hint.isEmpty() ? "" : ";" + hint));
        }
        return command.getCommandSpec();
    }

    private static void layOut(CommandSpec command, int width, Console console) {
        UsageMessageSpec usage = command.usageMessage();
        usage.width(width);
        usage.abbreviateSynopsis(true);
        usage.exitCodeListHeading("%nExit codes:%n");
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeList(exitCodes());
        }
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%n");
        usage.commandListHeading("%nCommands:%n");
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Program::options);
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Program::commands);
        usage.sectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> console.surroundings().named(examples(help)));
        command.subcommands().values().forEach(each -> layOut(each.getCommandSpec(), width, console));
    }

    /** Returns what a command is for, in one sentence. */
    static String purpose(CommandSpec command) {
        String text = plain(String.join(" ", command.usageMessage().description()));
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** Returns a text without picocli's marks for line ends and colours. */
    static String plain(String text) {
        return Help.Ansi.OFF.string(text.replace("%n", " ").replace("%%", "%"));
    }

    /** Commands to copy are not broken into lines, however narrow the terminal is. */
    private static String examples(Help help) {
        return Arrays.stream(help.commandSpec().usageMessage().footer())
                .map(each -> help.colorScheme().ansi().string(each) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** One sentence for each is enough for a list. */
    private static String commands(Help help) {
        List<CommandSpec> commands = help.commandSpec().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
        int names =
                commands.stream().mapToInt(each -> each.name().length()).max().orElse(0);
        int width = help.commandSpec().usageMessage().width();
        Help.TextTable table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Help.Column(names + 2, 2, Help.Column.Overflow.SPAN),
                new Help.Column(width - names - 2, 2, Help.Column.Overflow.WRAP));
        for (CommandSpec each : commands) {
            table.addRowValues(
                    help.colorScheme().commandText(each.name()),
                    help.colorScheme().text(purpose(each)));
        }
        return table.toString();
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        StringBuilder text = new StringBuilder();
        for (OptionGroup group : OptionGroup.values()) {
            List<OptionSpec> options = group.among(all);
            if (!options.isEmpty()) {
                Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
                layout.addAllOptions(options, help.parameterLabelRenderer());
                text.append(System.lineSeparator())
                        .append(group.heading())
                        .append(':')
                        .append(System.lineSeparator())
                        .append(layout);
            }
        }
        return text.toString();
    }
}
