package io.gpusched.cli.command;

import java.io.PrintStream;
import picocli.CommandLine;

/**
 * Where a command writes: data to {@code out}, talk to {@code err}.
 *
 * @param out for what was asked for; nothing else ever goes there
 * @param err for messages and progress
 */
public record Console(PrintStream out, PrintStream err) {
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
}
