package io.gpusched.architecture.violation.views.text;

import picocli.CommandLine;

/** A view that reads the command line. */
public record AsksTheConsole(CommandLine line) {}
