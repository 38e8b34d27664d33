package io.gpusched.cli.museum;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The whole program in a world of its own, where its source is changed. All types here are the JDK's, since those of the program differ between worlds. */
public interface PatchedProgram {
    /**
     * Runs a command.
     *
     * @param in standard input
     * @param out for data
     * @param err for talk
     * @param surroundings the settings that describe the terminal, by the names of properties and environment variables
     * @param clock the time in nanoseconds, from whatever origin
     * @param args the command and its options
     * @return the exit code
     */
    int run(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> surroundings,
            LongSupplier clock,
            List<String> args);
}
