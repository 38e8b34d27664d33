package io.gpusched.architecture.violation.cli.command;

import dagger.Component;

/** A command puts its own program together. */
@Component
public interface ComponentOfACommand {}
