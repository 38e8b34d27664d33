package io.gpusched.cli.command;

import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.Providers;
import io.gpusched.cli.plugin.PluggedJars;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ColourChoice;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.cli.terminal.Surroundings;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.Policy;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.views.text.Prose;
import io.gpusched.views.text.Screen;
import io.gpusched.words.Shown;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * The output of a command: results go to {@link #out}, messages to {@link #err}. Progress is shown on stderr in between, and taken away before
 * anything else is written.
 */
public final class Console {
    private static final Pattern TO_COPY = Pattern.compile("gpusched [a-z-]|^token ");

    /** What stands before the text of a line: blanks, or a word with blanks behind it that make a column. */
    private static final Pattern INDENTED = Pattern.compile("^(?: +|\\S+(?: \\S+)? {2,}|\\d\\d \\S+ {2,})");

    private final PrintStream out;
    private final PrintStream err;
    private final Surroundings surroundings;
    private final LongSupplier clock;
    private ColourChoice colours = ColourChoice.AUTO;
    private final InputStream in;
    private final StandardInput input;
    private boolean patched;
    private ReadingLimits limits = ReadingLimits.DEFAULTS;
    private Providers providers = Inside.PROVIDERS;
    private String plugged = "";
    private ProgressLine progress = ProgressLine.none();
    private List<String> commandLine = List.of();

    /**
     * Makes a console without any input.
     *
     * @param out for what was asked for; nothing else ever goes there
     * @param err for messages and progress
     * @param surroundings what is known of both
     * @param clock the time in nanoseconds, from whatever origin
     */
    public Console(PrintStream out, PrintStream err, Surroundings surroundings, LongSupplier clock) {
        this(InputStream.nullInputStream(), out, err, surroundings, clock);
    }

    /**
     * Makes a console.
     *
     * @param in standard input
     * @param out for what was asked for; nothing else ever goes there
     * @param err for messages and progress
     * @param surroundings what is known of both
     * @param clock the time in nanoseconds, from whatever origin
     */
    public Console(InputStream in, PrintStream out, PrintStream err, Surroundings surroundings, LongSupplier clock) {
        this.in = in;
        this.input = new StandardInput(in);
        this.out = out;
        this.err = err;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /** Remembers the command and its options, as they were given. */
    public void called(String... words) {
        commandLine = List.of(words);
    }

    /** Returns the command and its options, as they were given. */
    List<String> commandLine() {
        return commandLine;
    }

    /** Returns a factory that hands the console to commands that want one. */
    public CommandLine.IFactory factory() {
        CommandLine.IFactory plain = CommandLine.defaultFactory();
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                try {
                    return type.getConstructor(Console.class).newInstance(Console.this);
                } catch (NoSuchMethodException wantsNone) {
                    return plain.create(type);
                }
            }
        };
    }

    /** Returns the backends and policies that there are. */
    Providers providers() {
        return providers;
    }

    /**
     * Adds what is in jars and folders to the backends and policies that there are.
     *
     * @throws BadInput if they cannot be loaded
     */
    public void plugIn(List<Path> paths) {
        if (!paths.isEmpty()) {
            providers = BadInput.unless(PluggedJars.load(paths, Inside.PROVIDERS));
            plugged = " " + ClassPathOption.NAME + " "
                    + String.join(":", paths.stream().map(Path::toString).toList());
        }
    }

    /** Puts a backend under the rings that name none, in whatever is read from here on. */
    void choose(BackendChoice choice) {
        providers = providers.withChosen(choice);
    }

    /** Adds a policy, which was read from a file, under its label. */
    void plugIn(Policy policy, Path file) {
        providers = providers.withPolicy(policy);
        plugged += " --policy " + file;
    }

    /** Returns the options that plug in what is plugged in, as they would be typed, with a space in front; nothing if nothing is. */
    String pluggedOptions() {
        return plugged;
    }

    /** Returns where data goes. */
    PrintStream out() {
        progress.erase();
        return out;
    }

    /** Returns where talk goes. */
    PrintStream err() {
        progress.erase();
        return err;
    }

    /**
     * Writes a line of data; always ends in a line feed, on every system. Whatever in it would act on a terminal is shown as an escape; tabs
     * stay.
     */
    public void line(String text) {
        print(Shown.lines(text).replace("\n", Shown.of("\n")));
    }

    /**
     * Writes a sentence. On a terminal, it is broken between words if it is too long; a line with a command or a token to copy stays whole.
     */
    public void sentence(String text) {
        fitting(text, surroundings.out()).forEach(this::print);
    }

    private List<String> fitting(String text, boolean terminal) {
        String shown = Shown.of(text);
        if (!terminal
                || shown.length() <= surroundings.columns()
                || TO_COPY.matcher(shown).find()) {
            return List.of(shown);
        }
        int head = INDENTED.matcher(shown)
                .results()
                .findFirst()
                .map(each -> each.end())
                .orElse(0);
        return Prose.lines(shown.substring(0, head), shown.substring(head), surroundings.columns());
    }

    /** Writes several lines of data that is safe already, such as JSON. */
    public void text(String text) {
        print(Shown.lines(text));
    }

    /** Writes a line that was drawn here, with {@link io.gpusched.views.text.Ink}. All names in it must have gone through {@link Shown}. */
    void drawn(String line) {
        print(line);
    }

    private void print(String text) {
        progress.erase();
        out.print(text);
        out.print('\n');
    }

    /** Returns standard input itself, for a program that takes over. */
    InputStream in() {
        return in;
    }

    /** Returns the clock of progress, for a program that takes over. */
    LongSupplier clock() {
        return clock;
    }

    /** Says that the program's source is changed already, as the command line asked. */
    void setPatched() {
        patched = true;
    }

    /** Tells whether the program's source is changed already. */
    boolean isPatched() {
        return patched;
    }

    /** Returns what comes through standard input. */
    StandardInput standardInput() {
        return input;
    }

    /** Returns how much a file may make its reader do. */
    ReadingLimits limits() {
        return limits;
    }

    /** Says how much a file may make its reader do. */
    void limit(ReadingLimits wanted) {
        limits = wanted;
    }

    /** Writes talk, of one line or more. Commands in it carry the name by which the program was called. */
    public void say(String text) {
        surroundings
                .named(Shown.lines(text))
                .lines()
                .forEach(line -> fitting(line, surroundings.err()).forEach(each -> err().print(each + "\n")));
    }

    /** Writes a line with a command to copy, which carries the name by which the program was called. */
    public void command(String line) {
        print(surroundings.named(Shown.of(line)));
    }

    /** Ends the output and forgets the input. */
    public void end() {
        out().flush();
        input.end();
    }

    /** Says whether colours are wanted. */
    void choose(ColourChoice choice) {
        colours = choice;
    }

    /** Returns how text on stdout may look. */
    public Screen screen() {
        return surroundings.screen(colours);
    }

    /** Returns what the program was started in. */
    Surroundings surroundings() {
        return surroundings;
    }

    /**
     * Shows from now on how far some work is, if it takes long and stderr is a terminal. To be closed after the work; one at a time.
     *
     * @param what is being done, in words such as {@code reading a.dat}
     * @param amount what is counted
     */
    public ProgressLine progress(String what, Amount amount) {
        progress.erase();
        progress = surroundings.err()
                ? ProgressLine.on(err, surroundings.columns(), clock, what, amount)
                : ProgressLine.none();
        return progress;
    }
}
