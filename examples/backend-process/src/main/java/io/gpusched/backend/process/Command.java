package io.gpusched.backend.process;

/**
 * The payload of a job: a command line, as one types it into a shell.
 *
 * @param line what the shell runs
 */
public record Command(String line) {}
