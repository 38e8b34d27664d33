package io.gpusched.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that people use most, without any output. The launcher makes the AOT cache of the classes that this loads, so that every
 * command starts fast and not only one.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs the commands one after another.
     *
     * @param args the folder with the samples
     */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path samples = Path.of(args[0]);
        String scenario = samples.resolve("hanging-client.yaml").toString();
        String trace = samples.resolve("steamvr-desktop.trace.txt").toString();
        String small = samples.resolve("cases").resolve("timeout.case").toString();
        for (List<String> command : List.of(
                List.of("--version"),
                List.of("--help"),
                List.of("run", scenario),
                List.of("run", trace, "--policy", "fair", "--print", "json"),
                List.of("why", scenario, "--client", "good", "--worst", "1"),
                List.of("compare", trace, "--policy", "fifo,fair"),
                List.of("verify", trace),
                List.of("fidelity", trace),
                List.of("explore", small, "--schedules", "20"),
                List.of("faults", small, "--kinds", "hang"))) {
            Main.run(nowhere, nowhere, command.toArray(String[]::new));
        }
    }
}
