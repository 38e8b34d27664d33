package io.gpusched.architecture.violation.cli.casefile;

/** Named after its place in a drawing. */
public final class CaseAdapter {}
