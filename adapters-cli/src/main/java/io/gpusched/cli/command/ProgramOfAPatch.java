package io.gpusched.cli.command;

import io.gpusched.cli.museum.PatchedProgram;
import io.gpusched.cli.terminal.Surroundings;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The program, where its source is changed: made in a class loader of its own, whose classes it runs. */
public final class ProgramOfAPatch implements PatchedProgram {
    /** Makes the inhabitant of a world. */
    public ProgramOfAPatch() {}

    @Override
    public int run(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> surroundings,
            LongSupplier clock,
            List<String> args) {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        // Whoever looks up providers must find those of this world.
        thread.setContextClassLoader(ProgramOfAPatch.class.getClassLoader());
        try {
            Console console = new Console(in, out, err, Surroundings.of(surroundings::get, surroundings::get), clock);
            console.setPatched();
            return Program.run(console, args.toArray(String[]::new));
        } finally {
            thread.setContextClassLoader(outside);
        }
    }
}
