package io.gpusched.architecture.violation.cli.casefile;

/**
 * Breaks nothing: a part of the command line to know.
 *
 * @param text what it says
 */
public record Case(String text) {}
