package io.gpusched.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What another program has written. */
record Shell(String out, String err) {
    /** Runs a command of some words. */
    static Shell run(String command) throws IOException {
        Path err = Files.createTempFile("shell", ".err");
        try {
            Process process = new ProcessBuilder(command.split(" "))
                    .redirectError(err.toFile())
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Shell(out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Tells whether there is a program. */
    static boolean has(String program) {
        try {
            run(program + " --version");
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
