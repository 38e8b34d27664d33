package io.gpusched.cli;

import io.gpusched.cli.command.Console;
import io.gpusched.cli.command.ExitCode;
import io.gpusched.cli.command.Program;
import io.gpusched.cli.command.Version;
import io.gpusched.cli.experiment.RealTime;
import io.gpusched.cli.terminal.Surroundings;
import io.gpusched.files.trace.TemporaryCopy;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        WatchedOutput data = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(data, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Surroundings surroundings = Surroundings.of(System::getProperty, System::getenv);
        TemporaryCopy.sweep();
        FileInputStream in = new FileInputStream(FileDescriptor.in);
        int code = run(new Console(in, out, err, surroundings, RealTime.start()), args);
        out.flush();
        if (data.trouble() != null) {
            err.println("gpusched: the output cannot be written: " + data.trouble());
            code = ExitCode.BAD_INPUT;
        }
        System.exit(code);
    }

    /**
     * Runs a command.
     *
     * @param out for data
     * @param err for talk
     * @param args the command and its options
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(new Console(out, err, Surroundings.NONE, RealTime.start()), args);
    }

    /**
     * Runs a command.
     *
     * @param console where it writes
     * @param args the command and its options
     * @return the exit code, see {@link ExitCode}
     */
    public static int run(Console console, String... args) {
        if (Version.isAllThatIsWanted(args)) {
            List.of(new Version().getVersion()).forEach(console::line);
            console.end();
            return ExitCode.FINE;
        }
        return Program.run(console, args);
    }
}
