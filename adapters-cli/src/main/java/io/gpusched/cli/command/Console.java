package io.gpusched.cli.command;

import java.io.PrintStream;
import picocli.CommandLine;

/**
 * Where a command writes: data to {@code out}, talk to {@code err}.
 *
 * @param out for what was asked for; nothing else ever goes there
 * @param err for messages and progress
 * @param showsProgress whether {@code err} is a terminal, where progress can be shown in one line
 */
public record Console(PrintStream out, PrintStream err, boolean showsProgress) {
    private static final String CLEAR_TO_END_OF_LINE = "\033[K";

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

    /** Writes a line of data; always ends in a line feed, on every system. */
    public void line(String text) {
        out.print(text);
        out.print('\n');
    }

    /** Shows how far a command is, in the place of what was shown last. */
    void progress(String text) {
        if (showsProgress) {
            err.print("\r" + text + CLEAR_TO_END_OF_LINE);
            err.flush();
        }
    }

    /** Takes away what {@link #progress} has shown. */
    void endProgress() {
        if (showsProgress) {
            err.print("\r" + CLEAR_TO_END_OF_LINE);
            err.flush();
        }
    }
}
