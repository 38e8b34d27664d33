package io.gpusched.architecture.violation.adapters.executor;

import io.gpusched.architecture.violation.cli.casefile.Case;

/** An adapter reads case files. */
public record KnowsTheCommandLine(Case text) {}
