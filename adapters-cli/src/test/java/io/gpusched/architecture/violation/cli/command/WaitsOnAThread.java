package io.gpusched.architecture.violation.cli.command;

/** A command has a thread. */
public record WaitsOnAThread(Thread worker) {}
