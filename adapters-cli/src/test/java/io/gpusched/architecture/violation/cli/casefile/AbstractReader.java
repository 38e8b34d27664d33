package io.gpusched.architecture.violation.cli.casefile;

/** Named after a keyword. */
public abstract class AbstractReader {}
