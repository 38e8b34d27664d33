package io.gpusched.architecture.violation.cli.command;

/** A command ends the program that called it. */
public final class EndsTheProgram {
    void end() {
        System.exit(1);
    }
}
