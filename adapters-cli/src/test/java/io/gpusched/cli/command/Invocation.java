package io.gpusched.cli.command;

import io.gpusched.cli.Main;
import io.gpusched.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the program inside the test. */
record Invocation(int exitCode, List<String> out, List<String> err) {
    static Invocation of(Object... args) {
        return reading(new byte[0], args);
    }

    /** A run with something on standard input. */
    static Invocation reading(byte[] input, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Main.run(
                new Console(
                        new ByteArrayInputStream(input),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Surroundings.NONE,
                        () -> 0),
                words);
        return new Invocation(
                code,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
